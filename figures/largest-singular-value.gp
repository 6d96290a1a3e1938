# s_max over depth (above) and over q* (below), for Gaussian (left) and orthogonal weights (right). Hard-tanh is solid, ReLU
# dashed, the linear network grey; dots where isometry ends. Colours follow their ramp from small to large q* or L.
# expect "thresholds_over": no dots on the left, since networks with Gaussian weights are never isometric
panel_top = 66
panel_right = 66
panel_gap_x = 136
# All singular values are about 1 or larger.
lowest = 0.8

array looks[4]
looks[1] = "linecolor rgb 'black' linewidth 1.8"
looks[2] = "linecolor rgb '" . guide . "' linewidth 4"
looks[3] = looks[1] . " dashtype 2"
looks[4] = ""
do for [k=1:|kinds|] {
  eval legend_line(k, |kinds|, kinds[k], panel_left, 16, figure_width - panel_left, looks[k], looks[k] eq "" ? "pointtype 7 pointsize 0.8 linecolor rgb 'black'" : "")
}
do for [p=1:panel_count] {
  eval panel(p)
  g = p % panel_columns == 1
  n = p <= panel_columns ? |q_stars| : |depths|
  # Curves that end together share a label.
  shared = p > panel_columns ? 1 : g ? gaussian_shared : orthogonal_shared
  array label_at[n]
  do for [k=shared:n] {
    if (p <= panel_columns) {
      stats data index (g ? gaussian_over_depth[k] : orthogonal_over_depth[k]) \
        using (column(depth) == largest_depth ? column(largest_singular_value) : NaN) nooutput
    } else {
      stats data index (g ? gaussian_over_variance[k] : orthogonal_over_variance[k]) \
        using (column(q_star) > 0.999 * q_star_values[|q_stars|] ? column(largest_singular_value) : NaN) nooutput
    }
    label_at[k] = log(STATS_max / lowest) / log(1.5 * largest / lowest) * panel_height(panel_count)
  }
  eval spread_ends(shared, n)
  do for [k=shared:n] {
    eval panel_end(p, k, p > panel_columns ? sprintf("%.0f", depths[k]) : (k == shared && k > 1 ? "≤ " : "") . q_stars[k])
  }
  set logscale xy
  set mxtics 1
  set format y powers
  set yrange [lowest:1.5 * largest]
  eval log_decades("y", lowest, 1.5 * largest)
  if (g) { eval panel_ylabel(p, "largest singular value, {/:Italic s}_{max}") }
  if (p <= panel_columns) {
    eval panel_xlabel(p, "depth, {/:Italic L}")
    set logscale x 4
    set xrange [0.95:1.05 * largest_depth]
    eval panel_ends(p, "{/:Italic q}* =")
    plot data index (g ? gaussian_linear_over_depth : orthogonal_linear_over_depth) \
        using depth:largest_singular_value with lines linecolor rgb guide linewidth 4, \
      for [k=1:n] data index (g ? gaussian_over_depth[k] : orthogonal_over_depth[k]) \
        using depth:largest_singular_value with lines linecolor rgb ramp(ramp_of_depth, k, n) linewidth 1.8, \
      data index (g ? gaussian_relu_over_depth : orthogonal_relu_over_depth) \
        using depth:largest_singular_value with lines linecolor rgb "black" dashtype 2 linewidth 1.8, \
      data index thresholds_over_depth using depth:(g ? NaN : column(largest_singular_value)) \
        with points pointtype 7 pointsize 0.7 linecolor rgb "black"
  } else {
    last = |q_stars|
    eval panel_xlabel(p, "preactivation variance, {/:Italic q}*")
    set xtics ()
    do for [k=1:last:2] { eval named_tic("x", q_stars[k], q_star_values[k]) }
    set xrange [0.94 * q_star_values[1]:1.06 * q_star_values[last]]
    eval panel_ends(p, "{/:Italic L} =")
    plot for [k=1:n] data index (g ? gaussian_linear_over_variance[k] : orthogonal_linear_over_variance[k]) \
        using q_star:largest_singular_value with lines linecolor rgb guide linewidth 4, \
      for [k=1:n] data index (g ? gaussian_over_variance[k] : orthogonal_over_variance[k]) \
        using q_star:largest_singular_value with lines linecolor rgb ramp(ramp_of_depth, k, n) linewidth 1.8, \
      for [k=1:n] data index (g ? gaussian_relu_over_variance[k] : orthogonal_relu_over_variance[k]) \
        using q_star:largest_singular_value with lines linecolor rgb ramp(ramp_of_depth, k, n) dashtype 2 linewidth 1.8, \
      data index thresholds_over_variance using q_star:(g ? NaN : column(largest_singular_value)) \
        with points pointtype 7 pointsize 0.7 linecolor rgb "black"
  }
  unset label
  unset arrow
}
