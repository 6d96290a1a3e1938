# Test loss against steps for shallow (a) and deep networks (b), with the prediction of the frozen kernel; (c) the least loss and (d) the
# spread of the tangent kernel between networks, at three stages of training, against depth.
panel_top = 62
eval legend_line(1, 3, ensembles[1], panel_left, 16, 500, "linetype 1 linewidth 2.2", "linetype 1 pointsize 0.7")
eval legend_line(2, 3, ensembles[2], panel_left, 16, 500, "linetype 2 linewidth 2.2", "linetype 2 pointsize 0.7")
eval legend_line(3, 3, frozen_name, panel_left, 16, 500, "linetype 3 linewidth 1.8 dashtype dashed", "")
do for [p=1:panel_count] {
  eval panel(p)
  set logscale x
  if (p <= 2) {
    eval log_tics("x", 1, steps)
    set xrange [1:1.05 * steps]
    set logscale y
    eval log_tics("y", 0.92 * least_shown, 1.05 * most_shown)
    set yrange [0.92 * least_shown:1.05 * most_shown]
    eval panel_xlabel(p, "full-batch steps")
    if (p == 1) { eval panel_ylabel(p, "test loss") }
    if (mark > 0.92 * least_shown && mark < 1.05 * most_shown) { set arrow 1 from 1, mark to 1.05 * steps, mark nohead linestyle 100 }
    plot for [k=1:|ensembles|] data index loss[|ensembles| * (p - 1) + k] using step:(column(test_loss) - column(standard_error)):(column(test_loss) + column(standard_error)) with filledcurves linetype k, \
      for [k=1:|ensembles|] data index loss[|ensembles| * (p - 1) + k] using step:test_loss with lines linetype k, \
      data index frozen[p] using step:test_loss with lines linetype 3 dashtype dashed
    unset arrow 1
  } else {
    eval panel_xlabel(p, "hidden layers, {/:Italic L}")
    set xtics ()
    do for [k=1:|depths|] { eval named_tic("x", sprintf("%.0f", depths[k]), depths[k]) }
    set xrange [0.85 * depths[1]:1.18 * depths[|depths|]]
    if (p == 3) {
      eval sprintf("set ytics %g", tic_step(1.6 * (most_least - least_least)))
      set offsets 0, 0, graph 0.1, graph 0.1
      plot for [k=1:|ensembles|] data index least[k] using depth:test_loss:standard_error with yerrorbars linetype k linewidth 1 pointsize 0.7, \
        for [k=1:|ensembles|] data index least[k] using depth:test_loss with lines linetype k
    } else {
      set logscale y
      eval log_tics("y", 0.8 * least_spread, 1.9 * most_spread)
      set yrange [0.8 * least_spread:1.9 * most_spread]
      do for [s=1:stage_count] {
        eval legend_line(s, stage_count, stages[s], panel_x(p), panel_y(p) + 9, 0.96 * panel_width(panel_count), sprintf("linecolor rgb guide linewidth 1.6 dashtype %d", s), "")
      }
      plot for [e=1:|ensembles|] for [s=1:stage_count] data index spread[stage_count * (e - 1) + s] using depth:relative_spread with linespoints linetype e dashtype s pointsize 0.6
    }
  }
}
