# Measured coefficients of 1/n against 1/n, a panel per tensor: networks as points with standard errors, the recursion's limit as an
# open circle at 1/n = 0.
panel_top = 62
do for [k=1:|ensembles|] {
  eval legend_line(k, |ensembles|, ensembles[k], panel_left, 16, 300, sprintf("linetype %d linewidth 1.2 dashtype dashed", k), sprintf("linetype %d pointsize 0.7", k))
}
do for [p=1:panel_count] {
  eval panel(p)
  if (p > panel_count - panel_columns) { eval panel_xlabel(p, "1 / width, 1/{/:Italic n}") }
  set xrange [-0.06 / least_width:1.12 / least_width]
  set xtics ("0" 0)
  do for [k=1:|widths|] { eval named_tic("x", sprintf("1/%.0f", widths[k]), 1 / widths[k]) }
  set offsets 0, 0, graph 0.12, graph 0.12
  plot for [k=1:|ensembles|] data index simulation[|ensembles| * (p - 1) + k] using inverse_width:ratio with lines linetype k linewidth 1 dashtype dashed, \
    for [k=1:|ensembles|] data index simulation[|ensembles| * (p - 1) + k] using inverse_width:ratio:standard_error with yerrorbars linetype k linewidth 1 pointsize 0.7, \
    for [k=1:|ensembles|] data index theory[|ensembles| * (p - 1) + k] using inverse_width:ratio with points linetype k pointtype 6 pointsize 1.1 linewidth 1.6
}
