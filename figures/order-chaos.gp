# The two phases of tanh networks and the critical line between them, coloured by q*.
set xrange [0.8:1.75]
set yrange [0:0.62]
set xlabel "weights' standard deviation, {/:Italic σ}_w"
set ylabel "biases' standard deviation, {/:Italic σ}_b"
set xtics 0.2
set ytics 0.1
set key off
set lmargin 9
set rmargin 13
set tmargin 0.8
set bmargin 3.2

# q*: blue, where the network is nearly linear, to vermilion, where it saturates.
set palette defined (0 "#0072B2", 0.4 "#3A9BD9", 0.7 "#C4679B", 1 "#D55E00")
set cbrange [0:1.5]
set cblabel "preactivations' variance, {/:Italic q}*" offset 0.6, 0
set cbtics 0.5 scale 0.4
set colorbox vertical user origin graph 1.035, graph 0.08 size graph 0.03, graph 0.84 noborder

set label 1 "ordered" at 1.03, 0.42 center font ",18"
set label 2 "{/:Italic χ} < 1: gradients vanish" at 1.03, 0.375 center font ",14"
set label 3 "chaotic" at 1.52, 0.2 center font ",18"
set label 4 "{/:Italic χ} > 1: gradients explode" at 1.52, 0.155 center font ",14"
set arrow 1 from 0.93, 0.07 to 0.99, 0.008 nohead linestyle 100
set label 5 "{/:Italic q}* → 0:\nlinear" at 0.925, 0.12 right font ",14"

plot data index critical_line using sigma_w:sigma_b with filledcurves below y=0.7 linecolor rgb "#0072B2" fillstyle transparent solid 0.07 noborder, \
  data index critical_line using sigma_w:sigma_b:q_star with lines linewidth 4.5 linecolor palette, \
  data index marked using sigma_w:sigma_b:q_star with points pointtype 7 pointsize 0.9 linecolor palette, \
  data index marked using sigma_w:sigma_b:(sprintf("{/:Italic q}* = %s", stringcolumn(mark))) with labels right offset -1, 0.4 font ",13"
