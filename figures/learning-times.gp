# Learning times of orthogonal tanh networks. (a) against the rate by depth, (b) the same rescaled, (c) against the rate by
# q* at the greatest depth; (d) the least time against depth, (e) against q*, (f) against s_max of the theory.
array names[6] = ["(a)", "(b)", "(c)", "(d)", "(e)", "(f)"]
array ramp[6] = ["#0072B2", "#2FA39A", "#B87F00", "#D55E00", "#C4679B", "#7A7F87"]
deepest = depths[|depths|]

set multiplot
set lmargin 0
set rmargin 0
set tmargin 0
set bmargin 0

set border 3
set logscale xy
set xtics out nomirror scale 0.6, 0.35 font ",14"
set ytics out nomirror scale 0.6, 0.35 font ",14"
set mxtics 10
set mytics 10

do for [p=1:6] {
  set origin 0.105 + 0.485 * ((p - 1) % 2), 0.735 - 0.327 * ((p - 1) / 2)
  set size 0.39, 0.235
  set label 1 names[p] at graph 0.03, 1.07 left font ",16"
  set label 2 (p == 1 ? origin : "") at graph 0.14, 1.07 left font ",12" textcolor rgb "#7A7F87"
  set autoscale
  set yrange [1:1.2 * longest]
  set key top right samplen 1.6 spacing 1.1 font ",13" opaque
  set format x "%g"
  if (p == 1) {
    set xlabel "learning rate, {/:Italic η}" font ",15"
    set ylabel "steps to 25 %, {/:Italic τ}" offset -0.2, 0 font ",15"
    set format x powers
    set xrange [0.7 * scaled_rates[1] / deepest:1.4 * scaled_rates[|scaled_rates|] / depths[1]]
    plot for [k=1:|over_rate|] data index over_rate[k] using rate:steps with linespoints linecolor rgb ramp[k] linewidth 1.8 pointtype 7 pointsize 0.5 \
      title sprintf("{/:Italic L} = %.0f", depths[k])
  }
  if (p == 2) {
    set xlabel "{/:Italic η L}" font ",15"
    set ylabel "{/:Italic τ} / √{/:Italic L}" offset -0.2, 0 font ",15"
    set yrange [1 / sqrt(deepest):1.2 * longest / sqrt(depths[1])]
    set xrange [0.7 * scaled_rates[1]:1.4 * scaled_rates[|scaled_rates|]]
    plot for [k=1:|over_rate|] data index over_rate[k] using scaled_rate:scaled_steps with linespoints linecolor rgb ramp[k] linewidth 1.8 pointtype 7 pointsize 0.5 notitle
  }
  if (p == 3) {
    set xlabel sprintf("{/:Italic η L}, {/:Italic L} = %.0f", deepest) font ",15"
    set ylabel "steps to 25 %, {/:Italic τ}" offset -0.2, 0 font ",15"
    set key bottom left
    set xrange [0.7 * scaled_rates[1]:1.4 * scaled_rates[|scaled_rates|]]
    plot for [k=1:|over_rate_of_variance|] data index over_rate_of_variance[k] using scaled_rate:steps with linespoints linecolor rgb ramp[k] linewidth 1.8 pointtype 7 pointsize 0.5 \
      title "{/:Italic q}* = " . q_stars[k]
  }
  if (p == 4) {
    set xlabel "depth, {/:Italic L}" font ",15"
    set ylabel "least {/:Italic τ}" offset -0.2, 0 font ",15"
    set key top left
    set xtics (8, 16, 32, 64, 128, 256)
    unset mxtics
    set xrange [0.85 * depths[1]:1.18 * deepest]
    plot for [k=1:|over_depth|] data index over_depth[k] using depth:steps with linespoints linecolor rgb ramp[k] linewidth 1.8 pointtype 7 pointsize 0.5 notitle, \
      [depths[1]:deepest] 2.2 * sqrt(x) with lines linestyle 100 title "∝ √{/:Italic L}"
  }
  if (p == 5) {
    set xlabel "preactivation variance, {/:Italic q}*" font ",15"
    unset ylabel
    set xtics ("1/64" 1.0/64, "1/16" 1.0/16, "1/4" 0.25, "1" 1, "4" 4)
    set key top left
    set xrange [0.8/64:5]
    plot for [k=1:|over_variance|] data index over_variance[k] using q_star:steps with linespoints linecolor rgb ramp[k] linewidth 1.8 pointtype 7 pointsize 0.5 notitle
  }
  if (p == 6) {
    set xlabel "largest singular value, {/:Italic s}_{max}" font ",15"
    unset ylabel
    set xtics (1, 2, 4, 8, 16, 32, 64)
    set xrange [0.9:64]
    plot for [k=1:|over_depth|] data index over_depth[k] using largest_singular_value:steps with points linecolor rgb ramp[k] pointtype 7 pointsize 0.7 notitle
  }
  set xtics auto
  set mxtics 10
}
