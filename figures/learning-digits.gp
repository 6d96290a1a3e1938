# Learning on MNIST: test accuracy against steps (log), a panel per optimiser, and below each the steps to the mark on MNIST against those on
# CIFAR-10. Hues show nonlinearity and point, black is ReLU; orthogonal weights are solid or filled, Gaussian ones dashed or open.
n = |networks|
colour(k) = hues[k] == 0 ? "black" : hues[k] == 1 ? "#0072B2" : hues[k] == 2 ? "#D55E00" : "#009E73"
rows = n / 2
panel_top = 34 + 21 * rows + 20
mark_of(k) = int(dashes[k]) == 1 ? 7 : 6

do for [k=1:n] {
  eval legend_line(k, 1, networks[k], k <= rows ? panel_left - 40 : figure_width / 2 + 8, 16 + 21 * ((k - 1) % rows), 1, \
    sprintf("linecolor rgb '%s' linewidth 2.2 dashtype %d", colour(k), dashes[k]), "")
}
do for [p=1:panel_count] {
  eval panel(p)
  set logscale x
  set mytics 1
  set style fill transparent solid 0.18 noborder
  if (p <= optimiser_count) {
    set xrange [0.9:1.1 * steps]
    eval log_tics("x", 0.9, 1.1 * steps)
    set yrange [0.06:1.08 * highest]
    eval sprintf("set ytics %g", tic_step(highest))
    if (p == 1) { eval panel_ylabel(p, "test accuracy") }
    eval panel_xlabel(p, "steps")
    if (mark < 1.08 * highest) { set arrow 1 from 0.9, mark to 1.1 * steps, mark nohead linestyle 100 }
    plot for [k=1:n] data index curves[n * (p - 1) + k] using step:(column(accuracy) - column(standard_error)):\
        (column(accuracy) + column(standard_error)) with filledcurves linecolor rgb colour(k), \
      for [k=1:n] data index curves[n * (p - 1) + k] using step:accuracy with lines linecolor rgb colour(k) linewidth 2 dashtype int(dashes[k])
    unset arrow 1
  } else {
    set logscale y
    set xrange [0.9:1.4 * most_colour]
    set yrange [0.9:1.4 * most_digits]
    eval log_tics("x", 0.9, 1.4 * most_colour)
    eval log_tics("y", 0.9, 1.4 * most_digits)
    eval panel_xlabel(p, "steps on CIFAR-10")
    if (p == optimiser_count + 1) { eval panel_ylabel(p, "steps on MNIST") }
    least = most_colour < most_digits ? most_colour : most_digits
    set arrow 1 from 1, 1 to least, least nohead linestyle 100
    plot for [k=1:n] data index times[n * (p - 1 - optimiser_count) + k] using colour_steps:digits_steps:colour_low:colour_high:digits_low:digits_high \
      with xyerrorbars linecolor rgb colour(k) pointtype mark_of(k) pointsize 0.9 linewidth 1.4
    unset arrow 1
  }
}
