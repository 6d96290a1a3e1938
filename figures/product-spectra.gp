# Spectra of products of random matrices, a row per product: singular values left, theory as a line, realisations as points; eigenvalues
# right, as a density over the complex plane.
panel_left = 74
panel_right = 96
panel_gap_x = 84
panel_gap_y = 84
set palette defined (0 "#C9DDF0", 0.35 "#3A9BD9", 0.7 "#0072B2", 1 "#0B3C5D")
set cbrange [rarest:densest]
set logscale cb
set style fill solid 1 noborder
do for [p=1:panel_count] {
  eval panel(p)
  row = (p + 1) / 2
  if (p % 2 == 1 && row <= rows) {
    set logscale y
    set format y powers
    set ytics 100
    set mytics 1
    set xrange [0:1.04 * largest[row]]
    set autoscale y
    eval sprintf("set xtics %g", tic_step(largest[row]))
    eval panel_xlabel(p, "singular value, {/:Italic s}")
    eval panel_ylabel(p, "density")
    plot data index theory[row] using singular_value:density with lines linetype 1 linewidth 2.2, \
      data index simulation[row] using singular_value:density with points linetype 2 pointtype 7 pointsize 0.5
  }
  if (p % 2 == 1 && row > rows) {
    set xrange [0:2]
    set yrange [0:1.15]
    set xtics 0.5
    set ytics 0.5
    eval panel_xlabel(p, "singular value, {/:Italic s}")
    eval panel_ylabel(p, "share")
    plot data index orthogonal_singular_values using singular_value:share with impulses linetype 2 linewidth 4
  }
  if (p % 2 == 0) {
    set xrange [-1.35:1.35]
    set yrange [-1.35:1.35]
    set xtics 0.5
    set ytics 0.5
    eval panel_xlabel(p, "Re {/:Italic λ}")
    eval panel_ylabel(p, "Im {/:Italic λ}")
    set parametric
    set trange [0:2 * pi]
  }
  if (p % 2 == 0 && row <= rows) {
    if (p == 2) {
      set colorbox vertical user origin screen_x(panel_x(p) + panel_width(panel_count) + 16), screen_y(panel_y(p) + panel_height(panel_count)) size 14.0 / figure_width, panel_height(panel_count) / figure_height noborder
      set format cb powers
      set cbtics 10 scale 0.4 font ",13"
      set label 1 "density" at screen screen_x(panel_x(p) + panel_width(panel_count) + 8), screen_y(panel_y(p) - 20) left font ",14"
    } else { unset colorbox }
    plot data index plane[row] using real_part:imaginary_part:density with image pixels, \
      cos(t), sin(t) with lines linestyle 100
  }
  if (p % 2 == 0 && row > rows) {
    plot cos(t), sin(t) with lines linestyle 100, \
      data index orthogonal_eigenvalues using real_part:imaginary_part with points linetype 2 pointtype 7 pointsize 0.45
  }
  unset parametric
  unset label
}
