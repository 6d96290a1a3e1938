# Densities of singular values, one panel per kind of network: theory as lines, simulation as points, one colour per depth; atoms
# as arrows with their share of all singular values.
panel_top = 62

do for [k=1:|depths|] {
  eval legend_line(k, |depths|, sprintf("{/:Italic L} = %.0f", depths[k]), panel_left, 16, figure_width - panel_left, \
    sprintf("linetype %d linewidth 2.5", k), sprintf("linetype %d pointsize 0.8", k))
}
do for [p=1:panel_count] {
  eval panel(p)
  set logscale y
  set format y powers
  set ytics 10
  set mytics 1
  set mxtics 1
  if (p % panel_columns == 1) { eval panel_ylabel(p, "density, {/:Italic ρ}({/:Italic s})") }
  if (p > panel_count - panel_columns) { eval panel_xlabel(p, "singular value, {/:Italic s}") }
  set xrange [0:1.04 * largest[p]]
  eval sprintf("set xtics %g", tic_step(largest[p]))
  set yrange [lowest[p]:highest]
  set label 1 notes[p] at graph 0.98, 0.96 right font ",14"
  # The label with its share is left of the first atom, and right of the others.
  seen = 0
  do for [i=1:atom_count] {
    if (atom_panels[i] == p) {
      set arrow 10 + i from atom_positions[i], graph 0 to atom_positions[i], graph 0.83 filled size screen 0.012, 20 linetype int(atom_colours[i]) linewidth 2.5
      if (seen == 0) { set label 10 + i atom_labels[i] at atom_positions[i], graph 0.8 right offset -0.8, 0 font ",14"
      } else { set label 10 + i atom_labels[i] at atom_positions[i], graph 0.8 left offset 0.8, 0 font ",14" }
      seen = seen + 1
    }
  }
  plot for [k=1:|depths|] data index theory[|depths| * (p - 1) + k] using singular_value:density with lines linetype k, \
    for [k=1:|depths|] data index simulation[|depths| * (p - 1) + k] using singular_value:density with points linetype k
  unset label
  unset arrow
}
