# Isometry in training. (a) density of J's singular values after some steps, (b) conditioning and (c) test accuracy against
# steps for several q*, (d) final accuracy against q*. Bands and bars: one standard error of the mean.
ns = |shown_steps|
nq = |q_stars|

do for [p=1:panel_count] {
  eval panel(p)
  # Steps and q* have different colour ramps. The legend is beside the panel's title, where it hides nothing.
  count = p == 1 ? ns : p < panel_count ? nq : 0
  do for [k=1:count] {
    eval legend_mark(k, count, p == 1 ? sprintf("%.0f", shown_steps[k]) : q_stars[k], panel_x(p) + 62, panel_y(p) - 16, panel_width(panel_count) - 62, \
      p == 1 ? sprintf("pointtype 7 pointsize 0.6 linecolor rgb '%s'", ramp(ramp_of_step, k, ns)) \
        : sprintf("pointtype 5 pointsize 0.55 linecolor rgb '%s'", ramp(ramp_of_variance, k, nq)))
  }
  set style fill transparent solid 0.18 noborder
  set mytics 1
  if (p == 1) {
    eval panel_note(1, "from {/:Italic q}* = " . q_stars[1])
    eval panel_xlabel(p, "singular value, {/:Italic s}")
    eval panel_ylabel(p, "density")
    densest = 0
    do for [k=1:ns] {
      stats data index spectra[k] using density nooutput
      densest = STATS_max > densest ? STATS_max : densest
    }
    set yrange [0:1.3 * densest]
    eval sprintf("set ytics %g", tic_step(densest))
    set mxtics 1
    plot for [k=1:ns] data index spectra[k] using singular_value:density with histeps linecolor rgb ramp(ramp_of_step, k, ns) linewidth 1.8
  }
  if (p == 2 || p == 3) {
    set logscale x
    eval log_tics("x", 0.9, 1.1 * steps)
    # Step 0 is drawn at one half.
    set xtics add ("0" 0.5)
    set xrange [0.45:1.1 * steps]
    eval panel_xlabel(p, "steps")
  }
  if (p == 2) {
    eval panel_ylabel(p, "conditioning, {/:Italic m}_1² / {/:Italic m}_2")
    set yrange [0:1.05]
    plot for [k=1:nq] data index conditioning[k] using step:(column(conditioning_value) - column(standard_error)):(column(conditioning_value) + column(standard_error)) \
        with filledcurves linecolor rgb ramp(ramp_of_variance, k, nq), \
      for [k=1:nq] data index conditioning[k] using step:conditioning_value with lines linecolor rgb ramp(ramp_of_variance, k, nq) linewidth 2
  }
  if (p == 3) {
    eval panel_ylabel(p, "test accuracy")
    eval sprintf("set ytics %g", tic_step(highest))
    plot for [k=1:nq] data index accuracy_of[k] using step:(column(accuracy) - column(standard_error)):(column(accuracy) + column(standard_error)) \
        with filledcurves linecolor rgb ramp(ramp_of_variance, k, nq), \
      for [k=1:nq] data index accuracy_of[k] using step:accuracy with lines linecolor rgb ramp(ramp_of_variance, k, nq) linewidth 2
  }
  if (p == 4) {
    set logscale x
    unset mxtics
    set xtics ()
    do for [k=1:nq] { eval named_tic("x", q_stars[k], q_star_values[k]) }
    set xrange [0.7 * q_star_values[1]:1.4 * q_star_values[nq]]
    eval panel_xlabel(p, "preactivation variance, {/:Italic q}*")
    eval panel_ylabel(p, sprintf("accuracy after %.0f steps", steps))
    set offsets 0, 0, graph 0.08, graph 0.08
    stats data index final_accuracy using accuracy nooutput
    eval sprintf("set ytics %g", tic_step(STATS_max > STATS_min ? STATS_max - STATS_min : 1))
    plot data index final_accuracy using q_star:accuracy with lines linestyle 100, \
      data index final_accuracy using q_star:accuracy:standard_error with yerrorbars linecolor rgb "black" linewidth 1.5 pointtype 7 pointsize 0.7
  }
  unset label
}
