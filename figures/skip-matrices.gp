# Training accuracy after the last step with other skips than the identity: (a) against the number of distinct skip vectors, (b) against
# the decay of the singular values. Bars: one standard error of the mean. Dotted: identity skips, and no skips.
nv = |vectors|
panel_right = 62
do for [p=1:panel_count] {
  eval panel(p)
  set mytics 1
  if (p == 1) {
    set logscale x 2
    set mxtics 1
    set xtics ()
    do for [k=1:nv] { eval named_tic("x", sprintf("%.0f", vectors[k]), vectors[k]) }
    set xrange [0.75 * vectors[nv]:1.35 * vectors[1]]
    eval panel_xlabel(p, "distinct skip vectors")
    eval panel_ylabel(p, "training accuracy")
  } else {
    set xrange [-0.05 * largest_decay:1.08 * largest_decay]
    eval panel_xlabel(p, "decay, {/:Italic τ}")
    eval sprintf("set xtics %g", tic_step(1.25 * largest_decay))
    set label 1 "identity" at graph 1.02, first identity_accuracy left font ",13" textcolor rgb guide
    set label 2 "plain" at graph 1.02, first plain_accuracy left font ",13" textcolor rgb guide
  }
  low = plain_accuracy < identity_accuracy ? plain_accuracy : identity_accuracy
  high = plain_accuracy < identity_accuracy ? identity_accuracy : plain_accuracy
  stats data index folded using accuracy nooutput
  low = STATS_min < low ? STATS_min : low
  high = STATS_max > high ? STATS_max : high
  stats data index decayed using accuracy nooutput
  low = STATS_min < low ? STATS_min : low
  high = STATS_max > high ? STATS_max : high
  span = high > low ? high - low : 0.1
  set yrange [low - 0.1 * span:high + 0.15 * span]
  eval sprintf("set ytics %g", tic_step(span))
  set arrow 51 from graph 0, first identity_accuracy to graph 1, first identity_accuracy nohead linestyle 100
  set arrow 52 from graph 0, first plain_accuracy to graph 1, first plain_accuracy nohead linestyle 100
  if (p == 1) {
    plot data index folded using distinct_vectors:accuracy with lines linetype 1, \
      data index folded using distinct_vectors:accuracy:standard_error with yerrorbars linetype 1 pointsize 0.6
  } else {
    plot data index decayed using decay:accuracy with lines linetype 2, \
      data index decayed using decay:accuracy:standard_error with yerrorbars linetype 2 pointsize 0.6
  }
  unset label
  unset arrow
}
