# Hessians along the training of plain, residual and hyper-residual networks: (a) and (b) the share of degenerate eigenvalues by two
# definitions, (c) that of negative ones by both (dashed: relative to the largest), (d) the training accuracy. Bands: one standard error of the mean.
n = |kinds|
panel_top = 74
do for [k=1:n] {
  eval legend_line(k, n, kinds[k], panel_left - 20, 16, figure_width - panel_left, sprintf("linetype %d linewidth 2.2", k), \
    sprintf("linetype %d linecolor rgb 'black' pointsize 0", k))
}
do for [p=1:panel_count] {
  eval panel(p)
  set logscale x
  set mytics 1
  set style fill transparent solid 0.2 noborder
  eval log_tics("x", 0.9, 1.1 * steps)
  # Step 0 is drawn at one half.
  set xtics add ("0" 0.5)
  set xrange [0.4:1.15 * steps]
  if (p > panel_count - panel_columns) { eval panel_xlabel(p, "steps") }
  if (p % panel_columns == 1) { eval panel_ylabel(p, p == 1 ? "share of the eigenvalues" : "share of the eigenvalues") }
  if (p < 4) {
    set yrange [0:*]
    set offsets 0, 0, graph 0.08, 0
    if (p == 1) {
      plot for [k=1:n] data index absolute[k] using step:(column(share) - column(standard_error)):(column(share) + column(standard_error)) with filledcurves linetype k, \
        for [k=1:n] data index absolute[k] using step:share with linespoints linetype k linewidth 2
    }
    if (p == 2) {
      plot for [k=1:n] data index relative[k] using step:(column(share) - column(standard_error)):(column(share) + column(standard_error)) with filledcurves linetype k, \
        for [k=1:n] data index relative[k] using step:share with linespoints linetype k linewidth 2
    }
    if (p == 3) {
      plot for [k=1:n] data index negative[k] using step:(column(share) - column(standard_error)):(column(share) + column(standard_error)) with filledcurves linetype k, \
        for [k=1:n] data index negative[k] using step:share with linespoints linetype k linewidth 2, \
        for [k=1:n] data index negative_relative[k] using step:share with lines linetype k linewidth 1.6 dashtype dashed
    }
  } else {
    set yrange [0:1.08 * highest]
    eval sprintf("set ytics %g", tic_step(highest))
    eval panel_ylabel(p, "accuracy")
    plot for [k=1:n] data index accuracy_of[k] using step:(column(accuracy) - column(standard_error)):(column(accuracy) + column(standard_error)) with filledcurves linetype k, \
      for [k=1:n] data index accuracy_of[k] using step:accuracy with lines linetype k linewidth 2
  }
  unset label
}
