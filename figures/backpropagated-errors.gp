# (a) the density of ln(|Jᵀe|²/|e|²) over random errors and networks, with the product of chi-squares of linear Gaussian networks (black dashes);
# (b) its relative standard deviation over the errors of a network, against depth. Lines: the theory of infinite width; filled points: random
# errors; open points: errors of classifiers.
n = |kinds|
panel_top = 34 + 21 * ((n + 1) / 2) + 20
do for [k=1:n] {
  eval legend_line(k, 1, kinds[k], k % 2 == 1 ? panel_left - 40 : figure_width / 2 + 8, 16 + 21 * ((k - 1) / 2), 1, sprintf("linetype %d linewidth 2.2", k), "")
}
do for [p=1:panel_count] {
  eval panel(p)
  set logscale x
  if (p == 1) {
    eval log_tics("x", least_ratio, most_ratio)
    set xrange [least_ratio:most_ratio]
    eval panel_xlabel(p, "growth of the squared error")
    eval panel_ylabel(p, "density of its logarithm")
    set yrange [0:*]
    plot for [k=1:n] data index ratios[k] using ratio:density with histeps linetype k linewidth 1.6, \
      data index chi_squares using ratio:density with lines linecolor rgb "black" linewidth 1.4 dashtype dashed
  }
  if (p == 2) {
    set logscale y
    set xtics ()
    do for [k=1:|depths|] { eval named_tic("x", sprintf("%.0f", depths[k]), depths[k]) }
    unset mxtics
    set xrange [0.8 * depths[1]:1.25 * depths[|depths|]]
    eval log_tics("y", 0.6 * least_spread, 1.5 * most_spread)
    set yrange [0.6 * least_spread:1.5 * most_spread]
    eval panel_xlabel(p, "depth, {/:Italic L}")
    eval panel_ylabel(p, "relative standard deviation")
    eval legend_mark(11, 1, random_name, panel_x(p) + 8, panel_y(p) + 8, 0, "pointtype 7 pointsize 0.6 linecolor rgb guide")
    eval legend_mark(12, 1, classifier_name, panel_x(p) + 8, panel_y(p) + 28, 0, "pointtype 6 pointsize 0.8 linecolor rgb guide")
    plot for [k=1:n] data index theory[k] using depth:spread with lines linetype k linewidth 1.4, \
      for [k=1:n] data index random[k] using depth:spread:standard_error with yerrorbars linetype k pointtype 7 pointsize 0.6, \
      for [k=1:n] data index classifier[k] using (1.06 * column(depth)):spread:standard_error with yerrorbars linetype k pointtype 6 pointsize 0.8
  }
}
