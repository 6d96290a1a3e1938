# How near networks come to singularities along their training: (a) overlap with the skips counted as weights, (b) what training changes of that
# of the learnt weights alone, (c) the smallest incoming weights, solid with the skips, dashed without, (d) the effective rank of the signals. Bands: one standard error.
n = |kinds|
panel_top = 74
do for [k=1:n] {
  eval legend_line(k, n, kinds[k], panel_left - 20, 16, figure_width - panel_left, sprintf("linetype %d linewidth 2.2", k), \
    sprintf("linetype %d linecolor rgb 'black' pointsize 0", k))
}
# The bands of a family and, over them, its curves.
bands(family, value) = sprintf("for [k=1:n] data index %s[k] using step:(column(%s) - column(standard_error)):(column(%s) + column(standard_error)) with filledcurves linetype k", family, value, value)
curves(family, value) = sprintf("for [k=1:n] data index %s[k] using step:%s with linespoints linetype k linewidth 2", family, value)
do for [p=1:panel_count] {
  eval panel(p)
  set logscale x
  set mytics 1
  set style fill transparent solid 0.2 noborder
  eval log_tics("x", 0.9, 1.1 * steps)
  # Step 0 is drawn at one half.
  set xtics add ("0" 0.5)
  set xrange [0.4:1.15 * steps]
  if (p > panel_count - panel_columns) { eval panel_xlabel(p, "steps") }
  if (p == 1) { eval panel_ylabel(p, "mean |cos| of two neurons") }
  if (p == 3) { eval panel_ylabel(p, "norm / root mean square") }
  if (p == 4) { eval panel_ylabel(p, "share of {/:Italic N}") }
  if (p == 1) {
    set yrange [0:*]
    set offsets 0, 0, graph 0.1, 0
    eval "plot " . bands("overlap_of", "overlap") . ", " . curves("overlap_of", "overlap")
  }
  if (p == 2) {
    # An axis of its own, since little changes.
    set offsets 0, 0, graph 0.1, graph 0.1
    least = 0
    most = 0
    do for [k=1:n] {
      stats data index overlap_change_of[k] using (column(overlap_change) - column(standard_error)) nooutput
      least = STATS_min < least ? STATS_min : least
      stats data index overlap_change_of[k] using (column(overlap_change) + column(standard_error)) nooutput
      most = STATS_max > most ? STATS_max : most
    }
    eval sprintf("set ytics %g", tic_step(most > least ? 2 * (most - least) : 1))
    set arrow 1 from graph 0, first 0 to graph 1, first 0 nohead linestyle 100
    eval "plot " . bands("overlap_change_of", "overlap_change") . ", " . curves("overlap_change_of", "overlap_change")
  }
  if (p == 3) {
    set yrange [0:*]
    set offsets 0, 0, graph 0.1, 0
    eval "plot " . bands("incoming_of", "smallest_incoming") . ", " . bands("learnt_incoming_of", "smallest_incoming") \
      . ", " . curves("incoming_of", "smallest_incoming") . ", " . curves("learnt_incoming_of", "smallest_incoming") . " dashtype dashed"
  }
  if (p == 4) {
    set yrange [0:*]
    set offsets 0, 0, graph 0.1, 0
    eval "plot " . bands("rank_of", "effective_rank") . ", " . curves("rank_of", "effective_rank")
  }
  unset label
  unset arrow
}
