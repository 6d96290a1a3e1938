# The gradient with respect to each layer's signals over that with respect to the last layer's: (a) to (c) by layer at three times of the training,
# (d) of the first layer along it. Geometric means; bands: one standard error of the logarithm. A dotted line marks the normalised layer.
n = |kinds|
panel_top = 74
do for [k=1:n] {
  eval legend_line(k, n, kinds[k], panel_left - 20, 16, figure_width - panel_left, sprintf("linetype %d linewidth 2.2", int(line_types[k])), "")
}
low_end = 10.0 ** floor(log10(least))
high_end = 10.0 ** ceil(log10(most))
bands(family, x) = sprintf("for [k=1:n] data index %s[k] using %s:low:high with filledcurves linetype int(line_types[k])", family, x)
curves(family, x) = sprintf("for [k=1:n] data index %s[k] using %s:gradient with linespoints linetype int(line_types[k]) linewidth 2", family, x)
do for [p=1:panel_count] {
  eval panel(p)
  set mytics 1
  set style fill transparent solid 0.2 noborder
  set logscale y
  set format y powers
  eval log_decades("y", low_end, high_end)
  set yrange [low_end:high_end]
  if (p % panel_columns == 1) { eval panel_ylabel(p, "|d{/:Italic L}/d{/:Italic x}_l| / |d{/:Italic L}/d{/:Italic x}_{last}|") }
  if (p < panel_count) {
    set xrange [0.5:depth + 0.5]
    eval panel_xlabel(p, "layer")
    set arrow 1 from normalised_layer, graph 0 to normalised_layer, graph 1 nohead linestyle 100
    eval "plot " . bands(sprintf("layers_%d", p), "layer") . ", " . curves(sprintf("layers_%d", p), "layer")
  } else {
    set logscale x
    eval log_tics("x", 0.9, 1.1 * steps)
    # Step 0 is drawn at one half.
    set xtics add ("0" 0.5)
    set xrange [0.4:1.15 * steps]
    eval panel_xlabel(p, "steps")
    eval "plot " . bands("first_layer", "step") . ", " . curves("first_layer", "step")
  }
  unset label
  unset arrow
}
