# Tensors of the tangent kernel against depth, a panel per ensemble and setting: recursions as lines, networks as points with standard
# errors, in the setting that was simulated. Layers beyond the dotted line are drawn and not tested.
panel_right = 74
panel_gap_x = 132
half = panel_count / 2
do for [p=1:panel_count] {
  eval panel(p)
  if (p > half) { eval panel_xlabel(p, "layer, {/:Italic l}") }
  if (p % 2 == 1) { eval panel_ylabel(p, "coefficient of 1/{/:Italic n}") }
  set logscale x
  set xrange [1:depth]
  eval log_tics("x", 1, depth)
  span = highest[p] - lowest[p]
  set yrange [lowest[p] - 0.06 * span:highest[p] + 0.06 * span]
  eval sprintf("set ytics %g", tic_step(1.12 * span))
  array label_at[tensor_count]
  array order[tensor_count]
  # Labels are placed from the lowest curve to the highest.
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
    eval sprintf("%s textcolor linetype %d", panel_end(p, k, tensors[order[k]]), order[k])
  }
  set arrow 1 from tested_depth, graph 0 to tested_depth, graph 1 nohead linestyle 100
  set arrow 2 from 1, 0 to depth, 0 nohead linestyle 100
  if (p <= half) {
    plot for [k=1:tensor_count] data index theory[tensor_count * (p - 1) + k] using layer:ratio with lines linetype k, \
      for [k=1:tensor_count] data index simulation[tensor_count * (p - 1) + k] using layer:ratio:standard_error with yerrorbars linetype k linewidth 1 pointsize 0.7
  } else {
    plot for [k=1:tensor_count] data index theory[tensor_count * (p - 1) + k] using layer:ratio with lines linetype k
  }
  unset label
  unset arrow
  undefine label_at order
}
