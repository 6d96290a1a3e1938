# The ten tensors of the tangent kernel at two widths, a panel per width and ensemble: recursions as lines, our networks as points with
# standard errors, the published points of the first width as crosses.
panel_top = 62
panel_right = 74
panel_gap_x = 132
panel_gap_y = 76
eval legend_line(1, 3, "recursion", panel_left, 16, 480, "linetype 7 linewidth 2", "")
eval legend_mark(2, 3, "our networks", panel_left, 16, 480, "pointtype 7 pointsize 0.6 linecolor rgb guide")
eval legend_mark(3, 3, "published points", panel_left, 16, 480, "pointtype 2 pointsize 0.9 linecolor rgb guide")
# Ten curves need two hues more than there are line types.
hue(k) = k <= 8 ? k : k - 8
dash(k) = k <= 8 ? 1 : 3
do for [p=1:panel_count] {
  eval panel(p)
  if (p > 2) { eval panel_xlabel(p, "layer, {/:Italic l}") }
  if (p % 2 == 1) { eval panel_ylabel(p, "coefficient of 1/{/:Italic n}") }
  set xrange [1:depths[p] + 0.02 * depths[p]]
  eval sprintf("set xtics %g", tic_step(depths[p]))
  span = highest[p] - lowest[p]
  set yrange [lowest[p] - 0.06 * span:highest[p] + 0.06 * span]
  eval sprintf("set ytics %g", tic_step(1.12 * span))
  array label_at[tensor_count]
  array order[tensor_count]
  do for [k=1:tensor_count] { order[k] = k }
  do for [i=1:tensor_count] { do for [k=1:tensor_count - 1] {
    if (ends[tensor_count * (p - 1) + order[k]] > ends[tensor_count * (p - 1) + order[k + 1]]) { swap = order[k]; order[k] = order[k + 1]; order[k + 1] = swap }
  } }
  do for [k=1:tensor_count] {
    label_at[k] = (ends[tensor_count * (p - 1) + order[k]] - lowest[p] + 0.06 * span) / (1.12 * span) * panel_height(panel_count)
  }
  eval spread_ends(1, tensor_count)
  # None stands above the panel.
  top = panel_height(panel_count)
  do for [i=1:tensor_count] {
    k = tensor_count + 1 - i
    if (label_at[k] > top) { label_at[k] = top }
    top = label_at[k] - panel_end_gap
  }
  do for [k=1:tensor_count] {
    eval sprintf("%s textcolor linetype %d", panel_end(p, k, tensors[order[k]]), hue(order[k]))
  }
  if (p <= 2) {
    plot for [k=1:tensor_count] data index theory[tensor_count * (p - 1) + k] using layer:ratio with lines linetype hue(k) dashtype dash(k), \
      for [k=1:tensor_count] data index simulation[tensor_count * (p - 1) + k] using layer:ratio:standard_error with yerrorbars linetype hue(k) linewidth 1 pointsize 0.45, \
      for [i=published_first[p]:published_last[p]] data index published[i] using layer:ratio with points linetype hue(int(published_tensors[i])) pointtype 2 pointsize 0.9
  } else {
    plot for [k=1:tensor_count] data index theory[tensor_count * (p - 1) + k] using layer:ratio with lines linetype hue(k) dashtype dash(k), \
      for [k=1:tensor_count] data index simulation[tensor_count * (p - 1) + k] using layer:ratio:standard_error with yerrorbars linetype hue(k) linewidth 1 pointsize 0.45
  }
  unset label
  undefine label_at order
}
