# Test accuracy against steps (log), one panel per optimiser. Hues show nonlinearity and point, black is ReLU; orthogonal
# weights are solid, Gaussian ones dashed. Bands: one standard error of the mean.
n = |networks|
colour(k) = hues[k] == 0 ? "black" : hues[k] == 1 ? "#0072B2" : hues[k] == 2 ? "#D55E00" : "#009E73"
rows = n / 2
panel_top = 34 + 21 * rows + 20

# The legend above all panels, with one column per ensemble.
do for [k=1:n] {
  eval legend_line(k, 1, networks[k], k <= rows ? panel_left - 40 : figure_width / 2 + 8, 16 + 21 * ((k - 1) % rows), 1, \
    sprintf("linecolor rgb '%s' linewidth 2.2 dashtype %d", colour(k), dashes[k]), "")
}
do for [p=1:panel_count] {
  eval panel(p)
  set logscale x
  set mytics 1
  set style fill transparent solid 0.18 noborder
  set xrange [0.9:1.1 * steps]
  eval log_tics("x", 0.9, 1.1 * steps)
  set yrange [0.06:1.08 * highest]
  eval sprintf("set ytics %g", tic_step(highest))
  if (p % panel_columns == 1) { eval panel_ylabel(p, "test accuracy") }
  if (p > panel_count - panel_columns) { eval panel_xlabel(p, "steps") }
  set arrow 1 from 0.9, mark to 1.1 * steps, mark nohead linestyle 100
  plot for [k=1:n] data index curves[n * (p - 1) + k] using step:(column(accuracy) - column(standard_error)):\
      (column(accuracy) + column(standard_error)) with filledcurves linecolor rgb colour(k), \
    for [k=1:n] data index curves[n * (p - 1) + k] using step:accuracy with lines linecolor rgb colour(k) linewidth 2 dashtype int(dashes[k])
  unset label
  unset arrow
}
