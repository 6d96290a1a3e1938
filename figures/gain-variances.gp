# (a) the variance after the last layers against the gain; (b) variances layer by layer for several gains.
panel_top = 58
panel_right = 44
n = |gains|
eval legend_line(1, 2, kinds[1], panel_left, 14, 420, "linecolor rgb 'black' linewidth 2", "")
eval legend_line(2, 2, kinds[2], panel_left, 14, 420, "", "linetype 2 pointtype 7 pointsize 0.6")
eval panel(1)
set xrange [0.5:2.1]
set yrange [0:1.05 * largest]
set xtics 0.5
eval panel_xlabel(1, "gain, {/:Italic g}")
eval panel_ylabel(1, "variance, {/:Italic q}_∞")
plot data index limit using gain:variance with lines linecolor rgb "black" linewidth 2, \
  data index simulated_limit using gain:variance:standard_error with yerrorbars linetype 2 pointtype 7 pointsize 0.6
unset label
eval panel(2)
set xrange [1:layers]
set yrange [0:1.05 * largest]
# None below the label of the lowest curve.
set xtics 5, 5, layers - 1
eval panel_xlabel(2, "layer, {/:Italic l}")
eval panel_ylabel(2, "variance, {/:Italic q}")
eval panel_ends(2, "{/:Italic g}")
array label_at[n]
do for [k=1:n] {
  label_at[k] = panel_height(panel_count) * last[k] / (1.05 * largest)
}
eval spread_ends(1, n)
do for [k=1:n] { eval panel_end(2, k, sprintf("%g", gains[k])) }
plot for [k=1:n] data index layerwise[k] using layer:variance with lines linecolor rgb ramp(ramp_of_variance, k, n) linewidth 2, \
  for [k=1:n] data index simulated_layerwise[k] using layer:variance with points linecolor rgb ramp(ramp_of_variance, k, n) pointtype 7 pointsize 0.45
