# Densities of singular values in four panels: theory as lines, simulation as points, a colour a depth; atoms as arrows.
count = |depths|
array names[4] = ["(a) linear, Gaussian", "(b) ReLU, orthogonal", "(c) hard-tanh, orthogonal", "(d) tanh, orthogonal"]
zeros(p) = zero_masses[p] > 0 ? sprintf("%.2g%% at {/:Italic s} = 0", 100 * zero_masses[p]) : ""
notes(p) = p == 1 ? "lines: theory\npoints: simulation" : variances[p] . (strlen(variances[p]) && zero_masses[p] > 0 ? "\n" : "") . zeros(p)
array lowest[4] = [2.5e-4, 2.5e-4, 1e-2, 1e-2]
array spacing[4] = [5, 5, 1, 1]

set multiplot
set lmargin 0
set rmargin 0
set tmargin 0
set bmargin 0

# The legend, in a row above all panels.
set origin 0.05, 0.945
set size 0.92, 0.05
unset border
unset xtics
unset ytics
set xrange [0:1]
set yrange [0:1]
set key center center horizontal maxrows 1 samplen 2.4 width 2 font ",15"
plot for [k=1:count] NaN with linespoints linetype k linewidth 2.5 pointsize 0.8 \
  title sprintf("{/:Italic L} = %.0f", depths[k])

set border 3
set xtics out nomirror scale 0.6 font ",15"
set ytics out nomirror 10 scale 0.6 font ",15"
set logscale y
set format y powers
set mytics 1
set mxtics 1
set key off
do for [p=1:4] {
  set origin 0.125 + 0.475 * ((p - 1) % 2), 0.555 - 0.455 * ((p - 1) / 2)
  set size 0.38, 0.37
  set label 1 names[p] at graph 0.98, 0.955 right font ",16"
  set label 2 notes(p) at graph 0.98, 0.87 right font ",15"
  unset ylabel
  unset xlabel
  if (p % 2 == 1) { set ylabel "density, {/:Italic ρ}({/:Italic s})" offset -0.6, 0 font ",15" }
  if (p > 2) { set xlabel "singular value, {/:Italic s}" font ",15" }
  set xtics spacing[p]
  set xrange [0:1.04 * largest[p]]
  set yrange [lowest[p]:30]
  # Atoms: an arrow of the depth's colour and the share of all singular values; the first is labelled to its left.
  tip = 7.0
  labelled = 0
  do for [i=1:|atom_positions|] {
    if (atom_letters[i] eq "abcd"[p:p]) {
      do for [k=1:count] { if (depths[k] == atom_depths[i]) {
        set arrow 10 + i from atom_positions[i], lowest[p] to atom_positions[i], tip \
          filled size screen 0.012, 20 linetype k linewidth 2.5
      } }
      if (labelled == 0) { set label 10 + i sprintf("%.0f%%", 100 * atom_masses[i]) at atom_positions[i], 0.75 * tip right offset -0.8, 0 font ",15"
      } else { set label 10 + i sprintf("%.0f%%", 100 * atom_masses[i]) at atom_positions[i], 0.75 * tip left offset 0.8, 0 font ",15" }
      labelled = labelled + 1
    }
  }
  plot for [k=1:count] data index theory[count * (p - 1) + k] using singular_value:density with lines linetype k, \
    for [k=1:count] data index simulation[count * (p - 1) + k] \
      using (column(singular_value) > 0.012 * largest[p] ? column(singular_value) : NaN):density with points linetype k
  unset label
  unset arrow
}
