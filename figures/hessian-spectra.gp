# Spectra of Hessians after training, one panel per kind of network: all eigenvalues (steps) and the four-moment mixture (line), on an
# axis that is linear near zero and logarithmic beyond. Between the dotted lines an eigenvalue counts as degenerate.
panel_columns = 1
panel_gap_y = 58
panel_top = 66
nt = |tic_places|
eval legend_line(1, 3, "whole Hessian", panel_left, 16, figure_width - panel_left, "linetype 1 linewidth 2.2", "")
eval legend_line(2, 3, "four-moment mixture", panel_left, 16, figure_width - panel_left, "linetype 2 linewidth 2.2", "")
eval legend_line(3, 3, "|λ| = 0.001", panel_left, 16, figure_width - panel_left, "linestyle 100", "")
tallest = 0
do for [p=1:panel_count] {
  stats data index spectrum[p] using exact nooutput
  tallest = STATS_max > tallest ? STATS_max : tallest
  stats data index fitted[p] using mixture nooutput
  tallest = STATS_max > tallest ? STATS_max : tallest
}
do for [p=1:panel_count] {
  eval panel(p)
  set mxtics 1
  set xtics ()
  do for [k=1:nt] { eval named_tic("x", tic_names[k], tic_places[k]) }
  set xrange [-side:side]
  set yrange [0:1.05 * tallest]
  set mytics 1
  eval sprintf("set ytics %g", tic_step(tallest))
  if (p == 2) { eval panel_ylabel(p, "density per decade") }
  if (p == panel_count) { eval panel_xlabel(p, "eigenvalue, {/:Italic λ}") }
  do for [s=-1:1:2] { set arrow 50 + s from s * threshold, graph 0 to s * threshold, graph 1 nohead linestyle 100 }
  set label 91 sprintf("degenerate: %.2f", exact_fractions[p]) at graph 0.99, 0.92 right font ",13" textcolor rgb "#0072B2"
  set label 92 sprintf("by the mixture: %.2f", fitted_fractions[p]) at graph 0.99, 0.78 right font ",13" textcolor rgb "#D55E00"
  set boxwidth bin
  plot data index spectrum[p] using place:exact with boxes linetype 1 fillstyle transparent solid 0.25 noborder, \
    data index spectrum[p] using place:exact with histeps linetype 1 linewidth 1.4, \
    data index fitted[p] using fine_place:mixture with lines linetype 2 linewidth 1.8
  unset label
  unset arrow
}
