# (a) strengths of the modes against epochs: theory, a linear network and one with a nonlinearity. (b) delays of the time to half the
# strength, means and standard deviations over starts.
panel_top = 62
panel_left = 66
panel_gap_x = 118
panel_right = 30
n = |modes|
colours = "#D55E00 #0072B2 #009E73"
do for [k=1:|kinds|] {
  eval legend_line(k, |kinds|, kinds[k], panel_left, 14, 470, sprintf("linecolor rgb '%s' linewidth 2.4 dashtype %d", word(colours, k), k == 1 ? 1 : k == 2 ? 2 : 4), "")
}
eval panel(1)
set xrange [0:last]
set yrange [0:1.12 * strengths[1]]
eval sprintf("set xtics %g", tic_step(last))
eval panel_xlabel(1, "epochs")
eval panel_ylabel(1, "mode strength, {/:Italic u}")
eval panel_ends(1, "mode")
array label_at[n]
do for [k=1:n] { label_at[n + 1 - k] = panel_height(panel_count) * strengths[k] / (1.12 * strengths[1]) }
eval spread_ends(1, n)
do for [k=1:n] { eval panel_end(1, k, sprintf("%.0f", modes[n + 1 - k])) }
plot for [k=1:n] data index theory[k] using epoch:strength with lines linecolor rgb word(colours, 1) linewidth 2.4, \
  for [k=1:n] data index linear_course[k] using epoch:strength with lines linecolor rgb word(colours, 2) linewidth 1.8 dashtype 2, \
  for [k=1:n] data index tanh_course[k] using epoch:strength with lines linecolor rgb word(colours, 3) linewidth 1.8 dashtype 4
unset label
eval panel(2)
set xrange [0:1.06 * modes[n]]
set offsets 0, 0, graph 0.06, graph 0.06
set xtics 5
eval panel_xlabel(2, "mode")
eval panel_ylabel(2, "delay [% of the time]")
set arrow 1 from 0, 0 to 1.06 * modes[n], 0 nohead linestyle 100
plot data index linear_delays using mode:delay:deviation with yerrorbars linecolor rgb word(colours, 2) pointtype 7 pointsize 0.7 linewidth 1.6, \
  data index tanh_delays using (column(mode) + 0.4):delay:deviation with yerrorbars linecolor rgb word(colours, 3) pointtype 5 pointsize 0.6 linewidth 1.6
