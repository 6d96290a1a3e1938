# Three measures of the same networks along their training, one row each, and the test loss. Colours as in learning-curves: one per nonlinearity
# and point, black is ReLU; solid lines have orthogonal weights, dashed ones Gaussian. Bands: one standard error of the mean.
n = |kinds|
half = n / 2
kind(k) = (k - 1) % half
colour(k) = kind(k) == 0 ? "#0072B2" : kind(k) == 1 ? "#D55E00" : "black"
panel_top = 34 + 21 * half + 18
panel_gap_y = 84
panel_right = 22
do for [k=1:n] {
  eval legend_line(k, 1, kinds[k], k <= half ? panel_left - 40 : figure_width / 2 + 8, 16 + 21 * ((k - 1) % half), 1, \
    sprintf("linecolor rgb '%s' linewidth 2.2 dashtype %d", colour(k), k <= half ? 1 : 2), "")
}
dash(k) = k <= half ? 1 : 2
do for [p=1:panel_count] {
  eval panel(p)
  set style fill transparent solid 0.18 noborder
  set logscale x
  set mytics 1
  eval log_tics("x", 0.9, 1.1 * steps)
  # Step 0 is drawn at one half.
  set xtics add ("0" 0.5)
  set xrange [0.45:1.1 * steps]
  if (p > panel_count - panel_columns) { eval panel_xlabel(p, "steps") }
  if (p <= 4) {
    set logscale y
    lowest = 0.8 * (p == 1 ? least_isometry : p == 2 ? least_loss : p == 3 ? least_spread : least_change)
    highest = 1.25 * (p == 1 ? most_isometry : p == 2 ? most_loss : p == 3 ? most_spread : most_change)
    eval log_tics("y", lowest, highest)
    set yrange [lowest:highest]
  } else {
    top = 1.1 * (p == 5 ? most_degenerate : most_negative)
    set yrange [0:top > 0 ? top : 1]
    eval sprintf("set ytics %g", tic_step(top > 0 ? top : 1))
  }
  if (p == 1) { plot for [k=1:n] data index isometry[k] using step:(column(jacobian_spread) - column(standard_error)):(column(jacobian_spread) + column(standard_error)) with filledcurves linecolor rgb colour(k), \
      for [k=1:n] data index isometry[k] using step:jacobian_spread with lines linecolor rgb colour(k) linewidth 2 dashtype int(dash(k)) }
  if (p == 2) { plot for [k=1:n] data index loss[k] using step:(column(test_loss) - column(standard_error)):(column(test_loss) + column(standard_error)) with filledcurves linecolor rgb colour(k), \
      for [k=1:n] data index loss[k] using step:test_loss with lines linecolor rgb colour(k) linewidth 2 dashtype int(dash(k)) }
  if (p == 3) { plot for [k=1:n] data index spread[k] using step:(column(kernel_spread) - column(standard_error)):(column(kernel_spread) + column(standard_error)) with filledcurves linecolor rgb colour(k), \
      for [k=1:n] data index spread[k] using step:kernel_spread with lines linecolor rgb colour(k) linewidth 2 dashtype int(dash(k)) }
  if (p == 4) { plot for [k=1:n] data index change[k] using step:(column(kernel_change) - column(standard_error)):(column(kernel_change) + column(standard_error)) with filledcurves linecolor rgb colour(k), \
      for [k=1:n] data index change[k] using step:kernel_change with lines linecolor rgb colour(k) linewidth 2 dashtype int(dash(k)) }
  if (p == 5) { plot for [k=1:n] data index degenerate[k] using step:(column(degenerate_share) - column(standard_error)):(column(degenerate_share) + column(standard_error)) with filledcurves linecolor rgb colour(k), \
      for [k=1:n] data index degenerate[k] using step:degenerate_share with lines linecolor rgb colour(k) linewidth 2 dashtype int(dash(k)) }
  if (p == 6) { plot for [k=1:n] data index negative[k] using step:(column(negative_share) - column(standard_error)):(column(negative_share) + column(standard_error)) with filledcurves linecolor rgb colour(k), \
      for [k=1:n] data index negative[k] using step:negative_share with lines linecolor rgb colour(k) linewidth 2 dashtype int(dash(k)) }
  unset label
}
