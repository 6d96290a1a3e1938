# Four panels of densities of singular values; lines are theory, points simulation, colours depths.
count = |depths|
set multiplot
set logscale y
set format y powers
set xlabel "singular value, {/Helvetica-Italic s}"
set key off
set tmargin 0
set bmargin 0
set lmargin 0
set rmargin 0
do for [p=1:4] {
  column_of = (p - 1) % 2
  row_of = (p - 1) / 2
  set origin 0.09 + 0.49 * column_of, 0.54 - 0.46 * row_of
  set size 0.41, 0.35
  set title sprintf("(%s) %s", substr("abcd", p, p), panels[p])
  unset ylabel
  if (column_of == 0) { set ylabel "density, {/Helvetica-Italic ρ}({/Helvetica-Italic s})" }
  set yrange [1e-4:1e2]
  set xrange [0:*]
  plot for [k=1:count] data index theory[count * (p - 1) + k] using singular_value:density with lines linetype k, \
    for [k=1:count] data index simulated[count * (p - 1) + k] using singular_value:density with points linetype k
}
