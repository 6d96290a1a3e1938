# Test accuracy against steps (log) in four panels, an optimiser each. Colour: blue tanh near the linear point, red tanh
# at q* of order one, black ReLU. Solid: orthogonal; dashed: Gaussian. Bands: one standard error of the mean.
array names[4] = ["(a) ", "(b) ", "(c) ", "(d) "]
dashes(k) = k <= 3 ? 1 : 2
colour(k) = k % 3 == 1 ? "#0072B2" : k % 3 == 2 ? "#D55E00" : "black"

set multiplot
set lmargin 0
set rmargin 0
set tmargin 0
set bmargin 0

# The legend above all panels, with s_max of the theory: orthogonal to the left, Gaussian to the right.
entry(k) = sprintf("%s %s, {/:Italic s}_{max} = %.3g", k <= 3 ? "orthogonal" : "Gaussian", networks[k], largest[k])
do for [k=1:6] {
  x = k <= 3 ? 0.09 : 0.56
  y = 0.975 - 0.032 * ((k - 1) % 3)
  set arrow 10 + k from screen x, screen y to screen x + 0.06, screen y nohead linecolor rgb colour(k) linewidth 2.2 dashtype dashes(k)
  set label 10 + k entry(k) at screen x + 0.07, screen y left font ",13"
}

set border 3
set logscale x
set xtics out nomirror scale 0.6, 0.35 font ",15"
set ytics out nomirror 0.1 scale 0.6 font ",15"
set mxtics 10
set mytics 1
set key off
set xrange [0.9:1.1 * steps]
set style fill transparent solid 0.18 noborder
highest = 0.0
do for [k=1:6] {
  do for [p=1:4] {
    stats data index (p == 1 ? panel_a[k] : p == 2 ? panel_b[k] : p == 3 ? panel_c[k] : panel_d[k]) using accuracy nooutput
    highest = STATS_max > highest ? STATS_max : highest
  }
}
set yrange [0.06:1.08 * highest]
do for [p=1:4] {
  set origin 0.11 + 0.48 * ((p - 1) % 2), 0.535 - 0.415 * ((p - 1) / 2)
  set size 0.395, 0.325
  set label 1 names[p] . optimisers[p] at graph 0.03, 0.94 left font ",16"
  set label 2 (p == 1 ? origin : "") at graph 0.03, 0.85 left font ",12" textcolor rgb "#7A7F87"
  set arrow 1 from 0.9, mark to 1.1 * steps, mark nohead linestyle 100
  unset ylabel
  unset xlabel
  if (p % 2 == 1) { set ylabel "test accuracy" offset -0.2, 0 font ",15" }
  if (p > 2) { set xlabel "steps" font ",15" }
  block(k) = p == 1 ? panel_a[k] : p == 2 ? panel_b[k] : p == 3 ? panel_c[k] : panel_d[k]
  plot for [k=1:6] data index block(k) using step:(column(accuracy) - column(standard_error)):\
      (column(accuracy) + column(standard_error)) with filledcurves linecolor rgb colour(k), \
    for [k=1:6] data index block(k) using step:accuracy with lines linecolor rgb colour(k) linewidth 2 dashtype dashes(k)
  do for [k=1:6] { unset arrow 10 + k; unset label 10 + k }
}
