# Test accuracy of deep networks against steps: squared error (a), cross-entropy (b), CIFAR-10 (c). Bands: one standard error of the mean.
panel_columns = 3
panel_gap_x = 58
panel_top = 62
do for [k=1:|ensembles|] {
  eval legend_line(k, |ensembles|, ensembles[k], panel_left, 16, 300, sprintf("linetype %d linewidth 2.2", k), "")
}
do for [p=1:panel_count] {
  eval panel(p)
  set logscale x
  eval log_tics("x", 1, steps)
  set xrange [1:1.05 * steps]
  set offsets 0, 0, graph 0.06, graph 0.02
  eval panel_xlabel(p, "full-batch steps")
  if (p == 1) { eval panel_ylabel(p, "test accuracy") }
  set arrow 1 from 1, chance to 1.05 * steps, chance nohead linestyle 100
  plot for [k=1:|ensembles|] data index accuracy[|ensembles| * (p - 1) + k] using step:(column(test_accuracy) - column(standard_error)):(column(test_accuracy) + column(standard_error)) with filledcurves linetype k, \
    for [k=1:|ensembles|] data index accuracy[|ensembles| * (p - 1) + k] using step:test_accuracy with lines linetype k
  unset arrow 1
}
