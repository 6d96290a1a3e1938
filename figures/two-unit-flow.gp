# Two units that learn two others: above, the flow in the plane of the slow coordinates, with the overlap manifold (h = 0) and the
# elimination manifolds (z = ±1); below, the loss along the paths of the panel above, on logarithmic axes.
panel_top = 70
panel_gap_y = 96
row_width = figure_width - panel_left - 10
overlap_line = "linecolor rgb 'black' linewidth 4"
eval legend_line(1, 4, "overlap, stable", panel_left - 40, 16, row_width + 40, overlap_line, "")
eval legend_line(2, 4, "overlap, unstable", panel_left - 40, 16, row_width + 40, "linecolor rgb 'black' linewidth 2 dashtype 3", "")
eval legend_line(3, 4, "elimination", panel_left - 40, 16, row_width + 40, "linecolor rgb '#C4679B' linewidth 2", "")
eval legend_mark(4, 4, " the teacher", panel_left - 20, 16, row_width + 40, "pointtype 3 pointsize 1 linewidth 2 linecolor rgb 'black'")
set style arrow 1 head filled size screen 0.006, 22 fixed linewidth 1 linecolor palette
set palette defined (0 "#C9CDD2", 0.5 "#93ABBF", 1 "#3A6E99")
set cbrange [-5:-2]
unset colorbox
do for [p=1:panel_count] {
  eval panel(p)
  e = (p - 1) % panel_columns + 1
  first = (e - 1) * path_count
  if (p <= panel_columns) {
    eval panel_xlabel(p, "difference of outgoing weights, {/:Italic z}")
    if (e == 1) { eval panel_ylabel(p, "difference of incoming weights, {/:Italic h}") }
    set xrange [-z_extent[e]:z_extent[e]]
    set yrange [-h_extent[e]:h_extent[e]]
    set xtics 1
    set ytics 1
    set arrow 1 from -1, graph 0 to -1, graph 1 nohead back linecolor rgb "#C4679B" linewidth 2
    set arrow 2 from 1, graph 0 to 1, graph 1 nohead back linecolor rgb "#C4679B" linewidth 2
    inside = stable_inside[e] > 0 ? "linewidth 4" : "linewidth 2 dashtype 3"
    outside = stable_inside[e] > 0 ? "linewidth 2 dashtype 3" : "linewidth 4"
    eval "set arrow 3 from -1, 0 to 1, 0 nohead front linecolor rgb 'black' " . inside
    eval "set arrow 4 from graph 0, first 0 to -1, 0 nohead front linecolor rgb 'black' " . outside
    eval "set arrow 5 from 1, 0 to graph 1, first 0 nohead front linecolor rgb 'black' " . outside
    plot data index flow[e] using z:h:dz:dh:log_speed with vectors arrowstyle 1, \
      for [k=1:path_count] data index paths[first + k] using z:h with lines linetype k linewidth 2.4, \
      for [k=1:path_count] data index paths[first + k] using z:h every ::::0 with points pointtype 7 pointsize 0.7 linetype k, \
      data index solutions[e] using z:h with points pointtype 3 pointsize 1 linewidth 2 linecolor rgb "black"
    unset arrow 1
    unset arrow 2
    unset arrow 3
    unset arrow 4
    unset arrow 5
  } else {
    eval panel_xlabel(p, "time of learning")
    if (e == 1) { eval panel_ylabel(p, "loss") }
    set logscale xy
    set xrange [1:longest]
    set yrange [plateau[e] * 1e-5:plateau[e] * 30]
    set format xy powers
    eval log_decades("x", 1, longest)
    eval log_decades("y", plateau[e] * 1e-5, plateau[e] * 30)
    set arrow 1 from 1, plateau[e] to longest, plateau[e] nohead back linecolor rgb guide dashtype 3
    set label 1 "best single unit" at longest, plateau[e] * 2.2 right textcolor rgb guide font ",13"
    plot for [k=1:path_count] data index paths[first + k] using time:loss with lines linetype k linewidth 2.4
    unset arrow 1
  }
  unset label
  eval legend_end(4)
}
