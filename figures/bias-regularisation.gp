# Networks with targets for their biases beside plain and residual ones. (a) training accuracy against steps, bands one standard error
# of the mean; (b) the gradient with respect to each layer's signals in the middle of the training.
n = |kinds|
rows = (n + 2) / 3
panel_top = 34 + 21 * rows + 22
look(k) = sprintf("linetype %d linewidth 2", k)
do for [k=1:n] {
  column_of = (k - 1) % 3
  eval legend_line(k, 1, kinds[k], panel_left - 40 + column_of * (figure_width - 60) / 3.0, 16 + 21 * ((k - 1) / 3), 0, look(k), "")
}
do for [p=1:panel_count] {
  eval panel(p)
  set mytics 1
  set style fill transparent solid 0.15 noborder
  if (p == 1) {
    set logscale x
    eval log_tics("x", 0.9, 1.1 * steps)
    set xtics add ("0" 0.5)
    set xrange [0.4:1.1 * steps]
    set yrange [0:1.1 * highest]
    eval sprintf("set ytics %g", tic_step(highest))
    eval panel_xlabel(p, "steps")
    eval panel_ylabel(p, "accuracy")
    plot for [k=1:n] data index accuracy_of[k] using step:(column(accuracy) - column(standard_error)):(column(accuracy) + column(standard_error)) with filledcurves linetype k, \
      for [k=1:n] data index accuracy_of[k] using step:accuracy with lines linetype k linewidth 2
  } else {
    set logscale y
    set format y powers
    set xrange [0.5:depth + 0.5]
    eval panel_xlabel(p, "layer")
    eval panel_ylabel(p, sprintf("|d{/:Italic L}/d{/:Italic x}_l| after %.0f steps", middle_step))
    # Dashed: before training; the residual kind is the first.
    plot for [k=1:n] data index gradient_of[k] using layer:gradient with linespoints linetype k linewidth 1.6, \
      data index gradient_at_start[1] using layer:gradient with lines linetype int(plain) dashtype dashed linewidth 1.4, \
      data index gradient_at_start[2] using layer:gradient with lines linetype 1 dashtype dashed linewidth 1.4
  }
  unset label
}
