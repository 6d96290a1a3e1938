# Landscapes of networks with binary weights: histograms over all configurations, and numbers of local minima of single problems.
panel_top = 66
panel_gap_y = 92
do for [k=1:|kinds|] {
  eval legend_line(k, |kinds|, kinds[k], panel_left - 30, 16, figure_width - panel_left + 10, sprintf("linetype %d linewidth 2.2", k), "")
}
do for [p=1:panel_count] {
  eval panel(p)
  set logscale y
  set format y powers
  set yrange [2e-5:2]
  eval log_decades("y", 2e-5, 2)
  if (p % panel_columns == 1) { eval panel_ylabel(p, p < panel_columns + 1 ? "share of configurations" : "share of local minima") }
  if (p == 1) {
    eval panel_xlabel(p, "number of better neighbours")
    set xrange [-0.5:weights + 0.5]
    plot for [k=1:|neighbours|] data index neighbours[k] using better_neighbours:share with linespoints linetype k linewidth 2
  }
  if (p == 2) {
    eval panel_xlabel(p, "steps to a local minimum")
    set xrange [-0.5:*]
    plot for [k=1:|walks|] data index walks[k] using steps:share with linespoints linetype k linewidth 2
  }
  if (p == 3) {
    eval panel_xlabel(p, "configurations in the basin")
    set logscale x 2
    set xrange [0.8:*]
    set xtics ("1" 1, "2^4" 16, "2^8" 256, "2^{12}" 4096, "2^{16}" 65536, "2^{20}" 1048576)
    plot for [k=1:|basins|] data index basins[k] using basin_size:share with linespoints linetype k linewidth 2
  }
  if (p == 4) {
    eval panel_ylabel(p, "number of local minima")
    set xrange [0.4:|kinds| + 0.6]
    set yrange [20:2e7]
    eval log_decades("y", 20, 2e7)
    set xtics ()
    do for [k=1:|kinds|] { eval named_tic("x", kinds[k], k) }
    set xtics font ",11"
    set label 1 "diamonds: the original's numbers" at graph 0.02, graph 0.06 left textcolor rgb guide font ",12"
    if (is_whole < 1) { set label 1 "" }
    plot for [k=1:|minima|] data index minima[k] using kind:local_minima with points linetype k pointtype 7 pointsize 0.6, \
      data index printed using kind:(is_whole > 0 ? column(local_minima) : NaN) with points pointtype 12 pointsize 1.3 linewidth 1.6 linecolor rgb "black"
  }
  unset label
  eval legend_end(|kinds|)
}
# expect "data index printed": only networks as deep as the original's are compared with its numbers
