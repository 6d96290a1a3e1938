# Learning times of orthogonal tanh networks. (a) against the rate by depth, (b) the same rescaled, (c) against the rate by
# q* at the largest depth; (d) the smallest time against depth, (e) against q*, (f) against the networks' s_max. Bars: one standard error
# of the mean logarithm. A ring in (b): the rate at which the networks judge.
# expect "no valid points": at profile smoke the trainings are so short that networks of some q* learn at no rate
nd = |depths|
nq = |q_stars|
nr = |scaled_rates|
# Depths are circles in one colour ramp, q* squares in another.
isDepth(p) = p == 1 || p == 2 || p == 5
depth_colour(k) = ramp(ramp_of_depth, k, nd)
variance_colour(k) = ramp(ramp_of_variance, k, nq)
look(p, k) = isDepth(p) ? sprintf("pointtype 7 pointsize 0.5 linecolor rgb '%s'", depth_colour(k)) \
  : sprintf("pointtype 5 pointsize 0.45 linecolor rgb '%s'", variance_colour(k))
rate_range = sprintf("set xrange [%g:%g]; ", 0.7 * scaled_rates[1], 1.4 * scaled_rates[nr]) . log_tics("x", 0.7 * scaled_rates[1], 1.4 * scaled_rates[nr])

do for [p=1:panel_count] {
  eval panel(p)
  count = isDepth(p) ? nd : nq
  # The legend is beside the panel's title, where it hides nothing.
  do for [k=1:count] {
    eval legend_mark(k, count, isDepth(p) ? sprintf("%.0f", depths[k]) : q_stars[k], panel_x(p) + 62, panel_y(p) - 16, panel_width(panel_count) - 62, look(p, k))
  }
  set logscale xy
  set mxtics 10
  set yrange [0.8 * shortest:1.2 * longest]
  eval log_tics("y", 0.8 * shortest, 1.2 * longest)
  eval panel_ylabel(p, p == 1 || p == 3 ? sprintf("steps to %s, {/:Italic τ}", mark) : "least {/:Italic τ}")
  if (p == 1) {
    eval panel_xlabel(p, "learning rate, {/:Italic η}")
    set format x powers
    eval log_decades("x", 0.7 * scaled_rates[1] / depths[nd], 1.4 * scaled_rates[nr] / depths[1])
    set xrange [0.7 * scaled_rates[1] / depths[nd]:1.4 * scaled_rates[nr] / depths[1]]
    plot for [k=1:nd] data index over_rate[k] using rate:steps:steps_low:steps_high with yerrorlines linecolor rgb depth_colour(k) linewidth 1.4 pointtype 7 pointsize 0.5
  }
  if (p == 2) {
    eval panel_xlabel(p, "{/:Italic η L}")
    eval panel_ylabel(p, "{/:Italic τ} / √{/:Italic L}")
    set yrange [0.8 * shortest / sqrt(depths[1]):1.2 * longest / sqrt(depths[1])]
    eval log_tics("y", 0.8 * shortest / sqrt(depths[1]), 1.2 * longest / sqrt(depths[1]))
    eval rate_range
    plot for [k=1:nd] data index over_rate[k] using scaled_rate:scaled_steps:scaled_steps_low:scaled_steps_high with yerrorlines linecolor rgb depth_colour(k) linewidth 1.4 pointtype 7 pointsize 0.5, \
      for [k=1:nd] data index judged[k] using scaled_rate:scaled_steps with points linecolor rgb depth_colour(k) linewidth 1.6 pointtype 6 pointsize 1.3
  }
  if (p == 3) {
    eval panel_xlabel(p, sprintf("{/:Italic η L}, {/:Italic L} = %.0f", depths[nd]))
    eval rate_range
    plot for [k=1:nq] data index over_rate_of_variance[k] using scaled_rate:steps:steps_low:steps_high with yerrorlines linecolor rgb variance_colour(k) linewidth 1.4 pointtype 5 pointsize 0.45
  }
  if (p == 4) {
    eval panel_xlabel(p, "depth, {/:Italic L}")
    set xtics ()
    do for [k=1:nd] { eval named_tic("x", sprintf("%.0f", depths[k]), depths[k]) }
    set xrange [0.85 * depths[1]:1.18 * depths[nd]]
    root = 0.9 * shortest / sqrt(depths[1])
    eval panel_note(1, "dotted: ∝ √{/:Italic L}")
    plot for [k=1:nq] data index over_depth[k] using depth:steps:steps_low:steps_high with yerrorlines linecolor rgb variance_colour(k) linewidth 1.4 pointtype 5 pointsize 0.45, \
      [depths[1]:depths[nd]] root * sqrt(x) with lines linestyle 100
  }
  if (p == 5) {
    eval panel_xlabel(p, "preactivation variance, {/:Italic q}*")
    set xtics ()
    do for [k=1:nq] { eval named_tic("x", q_stars[k], q_star_values[k]) }
    set xrange [0.7 * q_star_values[1]:1.4 * q_star_values[nq]]
    plot for [k=1:nd] data index over_variance[k] using q_star:steps:steps_low:steps_high with yerrorlines linecolor rgb depth_colour(k) linewidth 1.4 pointtype 7 pointsize 0.5
  }
  if (p == 6) {
    eval panel_xlabel(p, "largest singular value at first, {/:Italic s}_{max}")
    set logscale x 2
    set mxtics 1
    plot for [k=1:nq] data index over_depth[k] using largest_singular_value:steps:steps_low:steps_high with yerrorbars linecolor rgb variance_colour(k) linewidth 1.2 pointtype 5 pointsize 0.7
  }
  unset label
}
