# The share of relatively degenerate eigenvalues of the Hessian against the conditioning of the Jacobian before training, one point per
# kind of network. Bars: one standard error of the mean.
n = |kinds|
panel_columns = 1
panel_right = 270
panel_top = 22
do for [k=1:n] {
  eval legend_mark(k, 1, kinds[k], figure_width - panel_right + 16, panel_top + 12 + 24 * (k - 1), 0, sprintf("linetype %d pointtype %d pointsize 0.9", k, 4 + k))
}
eval panel(1)
unset label 99
set logscale x
eval log_tics("x", 0.6 * least, 1.2)
set xrange [0.6 * least:1.2]
set yrange [0:1.12 * highest]
eval sprintf("set ytics %g", tic_step(highest))
set mytics 1
eval panel_xlabel(1, "conditioning of the Jacobian, ⟨{/:Italic λ}⟩² / ⟨{/:Italic λ}²⟩")
eval panel_ylabel(1, "degenerate share of the Hessian's eigenvalues")
plot for [k=1:n] data index kind[k] using conditioning_value:share:conditioning_error:share_error with xyerrorbars linetype k pointtype 4 + k pointsize 0.9
