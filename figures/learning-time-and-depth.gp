# Steps to the mark (a, c) and best rates (b, d) against the number of layers; decoupled starts above, others below.
n = |starts|
panel_gap_y = 138
colours = "#D55E00 #009E73 #0072B2 #C4679B"
marks = "7 9 5 13"
sizes = "0.9 0.7 0.6 0.8"
look(k) = sprintf("linecolor rgb '%s' pointtype %s pointsize %s", word(colours, k), word(marks, k), word(sizes, k))
do for [k=1:n] {
  eval legend_line(k, 1, starts[k], k % 2 == 1 ? panel_left : figure_width / 2 + 20, panel_y(3) - (k <= 2 ? 64 : 44), 1, sprintf("linecolor rgb '%s' linewidth 2", word(colours, k)), look(k))
}
do for [p=1:panel_count] {
  eval panel(p)
  set xrange [0:1.04 * deepest]
  eval sprintf("set xtics %g", tic_step(deepest))
  eval panel_xlabel(p, "layers, {/:Italic N_l}")
  set logscale y
  if (p % 2 == 1) {
    set yrange [0.7 * fewest:1.5 * most]
    eval log_tics("y", 0.7 * fewest, 1.5 * most)
    eval panel_ylabel(p, "steps to the mark")
  } else {
    set yrange [0.5 * lowest_rate:2 * highest_rate]
    set format y powers
    eval log_decades("y", 0.5 * lowest_rate, 2 * highest_rate)
    eval panel_ylabel(p, "best rate")
  }
  if (p == 1) {
    plot data index decoupled using layers:steps with linespoints linecolor rgb "black" linewidth 1.6 pointtype 7 pointsize 0.6
  }
  if (p == 2) {
    set label 1 "theory" at graph 0.96, 0.34 right font ",14" textcolor rgb "#D55E00"
    plot data index theory using layers:rate with lines linecolor rgb "#D55E00" linewidth 2, \
      data index decoupled using layers:rate with points linecolor rgb "black" pointtype 7 pointsize 0.6
  }
  if (p == 3) {
    plot for [k=1:n] data index sweeps[k] using layers:steps:low:high with yerrorbars linecolor rgb word(colours, k) pointtype 7 pointsize 0.1 linewidth 1, \
      for [k=1:n] data index sweeps[k] using layers:steps with linespoints linecolor rgb word(colours, k) pointtype int(word(marks, k)) pointsize real(word(sizes, k)) linewidth 1.6
  }
  if (p == 4) {
    plot for [k=1:n] data index sweeps[k] using layers:rate with linespoints linecolor rgb word(colours, k) pointtype int(word(marks, k)) pointsize real(word(sizes, k)) linewidth 1.6
  }
  unset label
}
