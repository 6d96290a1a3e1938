# How eigenvalues of wide networks' Hessians are distributed before (a) and after (b) training: the share below a value lies within the
# band, by the bounds of Chebyshev, Markov and Stieltjes. The axis is linear near zero and logarithmic beyond.
n = |kinds|
nt = |tic_places|
panel_top = 74
do for [k=1:n] {
  eval legend_line(k, n, kinds[k], panel_left - 20, 16, figure_width - panel_left, sprintf("linetype %d linewidth 2.2", k), \
    sprintf("linetype %d linecolor rgb 'black' pointsize 0", k))
}
do for [p=1:panel_count] {
  eval panel(p)
  set mxtics 1
  set mytics 1
  set xtics ()
  do for [k=1:nt] { eval named_tic("x", tic_names[k], tic_places[k]) }
  set xrange [-side:side]
  set yrange [0:1]
  set ytics 0.25
  set style fill transparent solid 0.2 noborder
  eval panel_xlabel(p, "eigenvalue, {/:Italic λ}")
  if (p == 1) { eval panel_ylabel(p, "share below {/:Italic λ}") }
  do for [s=-1:1:2] { set arrow 50 + s from s * threshold, graph 0 to s * threshold, graph 1 nohead linestyle 100 }
  plot for [k=1:n] data index spectrum[(k - 1) * panel_count + p] using place:low:high with filledcurves linetype k, \
    for [k=1:n] data index spectrum[(k - 1) * panel_count + p] using place:low with lines linetype k linewidth 1, \
    for [k=1:n] data index spectrum[(k - 1) * panel_count + p] using place:high with lines linetype k linewidth 1
  unset label
  unset arrow
}
