# s_max over depth and over q*: Gaussian on the left, orthogonal on the right.
set multiplot
set logscale xy
set key off
set lmargin 0
set rmargin 0
set tmargin 0
set bmargin 0
set yrange [0.9:100]
set origin 0.09, 0.54
set size 0.41, 0.38
set title "(a) Gaussian"
set xlabel "depth, {/Helvetica-Italic L}"
plot for [k=1:7] data index gaussian_over_depth[k] using depth:largest_singular_value with lines linetype k
