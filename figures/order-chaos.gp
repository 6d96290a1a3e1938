# The two phases of tanh networks and the critical line between them, coloured by q*.
set xrange [0.8:1.75]
set yrange [0:0.56]
set label 6 "scale of the weights, {/:Italic σ}_w" at graph 0.5, screen 0.035 center font ",16"
set label 10 "scale of the biases, {/:Italic σ}_b" at screen 0.025, graph 0.5 center rotate by 90 font ",16"
set xtics 0.2 font ",15"
set ytics 0.1 font ",15"
set key off
set style fill solid 1 noborder
# Places in parts of the figure, not in characters: the PNG's are narrower than the SVG's.
set lmargin at screen 0.125
set rmargin at screen 0.83
set tmargin at screen 0.975
set bmargin at screen 0.15

# q*: blue, where the network is nearly linear, to vermilion, where it saturates.
set palette defined (0 "#0072B2", 0.4 "#3A9BD9", 0.7 "#C4679B", 1 "#D55E00")
set cbrange [0:largest_q_star]
set label 11 "variance of the preactivations, {/:Italic q}*" at screen 0.965, graph 0.5 center rotate by 90 font ",16"
set cbtics 0.5 scale 0.4 font ",15"
set colorbox vertical user origin graph 1.035, graph 0.06 size graph 0.03, graph 0.88 noborder

set label 1 "ordered" at 1.02, 0.42 center font ",20"
set label 2 "{/:Italic χ} < 1" at 1.02, 0.375 center font ",16"
set label 7 "gradients vanish" at 1.02, 0.34 center font ",16"
set label 3 "chaotic" at 1.55, 0.23 center font ",20"
set label 4 "{/:Italic χ} > 1" at 1.55, 0.185 center font ",16"
set label 8 "gradients explode" at 1.55, 0.15 center font ",16"
set label 5 "{/:Italic q}* → 0:" at 0.91, 0.09 center font ",16"
set label 9 "linear" at 0.91, 0.055 center font ",16"
set arrow 1 from 0.945, 0.04 to 0.99, 0.006 head size screen 0.008, 25 filled linecolor rgb guide linewidth 1

# A line drawn in coloured pieces shows seams; a plain line under it hides them.
plot data index critical_line using sigma_w:sigma_b with filledcurves x1=0.8 linecolor rgb "#0072B2" fillstyle transparent solid 0.08, \
  data index critical_line using sigma_w:sigma_b with filledcurves x1=1.75 linecolor rgb "#D55E00" fillstyle transparent solid 0.10, \
  data index critical_line using sigma_w:sigma_b with lines linewidth 3 linecolor rgb "#8C8FC0", \
  data index critical_line using sigma_w:sigma_b:q_star with lines linewidth 5 linecolor palette, \
  data index marked using sigma_w:sigma_b:q_star with points pointtype 7 pointsize 0.9 linecolor palette, \
  data index marked using sigma_w:sigma_b:(sprintf("{/:Italic q}* = %s", stringcolumn(mark))) with labels right offset -1, 0.4 font ",16"
