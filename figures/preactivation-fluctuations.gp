# V/K² against depth, a panel per nonlinearity: the recursion as lines, networks as points with standard errors. Layers beyond the
# dotted line are drawn and not tested.
panel_top = 62
do for [k=1:|ensembles|] {
  eval legend_line(k, |ensembles|, ensembles[k], panel_left, 16, 300, sprintf("linetype %d linewidth 2.2", k), sprintf("linetype %d pointsize 0.7", k))
}
do for [p=1:panel_count] {
  eval panel(p)
  eval panel_xlabel(p, "layer, {/:Italic l}")
  if (p == 1) { eval panel_ylabel(p, "{/:Italic V} / {/:Italic K}²") }
  set xrange [0:1.02 * depth]
  eval sprintf("set xtics %g", tic_step(depth))
  set yrange [lowest[p] - 0.06 * highest[p]:1.15 * highest[p]]
  eval sprintf("set ytics %g", tic_step(1.24 * highest[p]))
  set arrow 1 from tested_depth, graph 0 to tested_depth, graph 1 nohead linestyle 100
  plot for [k=1:|ensembles|] data index theory[|ensembles| * (p - 1) + k] using layer:ratio with lines linetype k, \
    for [k=1:|ensembles|] data index simulation[|ensembles| * (p - 1) + k] using layer:ratio:standard_error with yerrorbars linetype k linewidth 1 pointsize 0.6
  unset arrow
}
