# The plane of one mode in three linear networks: the flow (arrows, coloured by speed), its saddle, the line that ends in the
# saddle, the solutions, and paths from the same small weights.
panel_columns = 3
panel_gap_x = 30
panel_left = 74
panel_top = 62
panel_bottom = 58
panel_right = 12
set style arrow 1 head filled size screen 0.007, 22 fixed linewidth 1 linecolor palette
set palette defined (0 "#BFC3C9", 0.5 "#8FA9BF", 1 "#3A6E99")
set logscale cb
set cbrange [0.05:20]
unset colorbox
stable_line = "linecolor rgb 'black' dashtype 3 linewidth 1.4"
solution_line = "linecolor rgb '#009E73' linewidth 3"
path_line = "linecolor rgb '#D55E00' linewidth 2"
eval legend_line(1, 4, "solutions", panel_left, 18, figure_width - panel_left - 40, solution_line, "")
eval legend_line(2, 4, "paths of learning", panel_left, 18, figure_width - panel_left - 40, path_line, "")
eval legend_mark(3, 4, "  saddle", panel_left + 20, 18, figure_width - panel_left - 40, "pointtype 7 pointsize 0.9 linecolor rgb 'black'")
eval legend_line(4, 4, "ends in the saddle", panel_left, 18, figure_width - panel_left - 100, stable_line, "")
do for [p=1:panel_count] {
  eval panel(p)
  eval panel_xlabel(p, "first layer, {/:Italic a}")
  if (p == 1) { eval panel_ylabel(p, "second layer, {/:Italic b}") } else { set format y "" }
  set xrange [horizontal[1]:horizontal[2]]
  set yrange [vertical[1]:vertical[2]]
  set xtics 1
  set ytics 1
  plot data index flow[p] using a:b:da:db:speed with vectors arrowstyle 1, \
    data index stable[p] using a:b with lines linecolor rgb "black" dashtype 3 linewidth 1.4, \
    data index solutions[p] using a:b with lines linecolor rgb "#009E73" linewidth 3, \
    data index paths[p] using a:b with lines linecolor rgb "#D55E00" linewidth 2, \
    data index starts using a:b with points pointtype 6 pointsize 0.7 linewidth 1.5 linecolor rgb "#D55E00", \
    data index saddle[p] using a:b with points pointtype 7 pointsize 0.9 linecolor rgb "black"
  unset label
  eval legend_end(4)
}
