# Learning times of orthogonal tanh networks. (a) against the rate by depth, (b) the same rescaled, (c) against the rate by
# q* at the greatest depth; (d) the least time against depth, (e) against q*, (f) against s_max of the theory.
array names[6] = ["(a)", "(b)", "(c)", "(d)", "(e)", "(f)"]
# Depths are circles of one ramp of colours, q* squares of another.
array ramp[6] = ["#0072B2", "#2FA39A", "#B87F00", "#D55E00", "#C4679B", "#7A7F87"]
array ramp_q[6] = ["#5B3A9E", "#B0479A", "#D9694F", "#8A8F2A", "#3A9BD9", "#7A7F87"]
deepest = depths[|depths|]
isDepth(p) = p == 1 || p == 2 || p == 5

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
  set origin 0.12 + 0.48 * ((p - 1) % 2), 0.735 - 0.327 * ((p - 1) / 2)
  set size 0.385, 0.225
  # The legend stands above its panel, where it hides nothing.
  set label 1 names[p] . (isDepth(p) ? "  {/:Italic L}" : "  {/:Italic q}*") at graph 0, 1.09 left font ",15"
  count = isDepth(p) ? |depths| : |q_stars|
  do for [k=1:count] {
    if (isDepth(p)) {
      set label 10 + k sprintf("%.0f", depths[k]) at graph 0.22 + 0.195 * (k - 1), 1.09 left font ",13" \
        point pointtype 7 pointsize 0.6 linecolor rgb ramp[k] offset 0.8, 0
    } else {
      set label 10 + k q_stars[k] at graph 0.22 + 0.195 * (k - 1), 1.09 left font ",13" \
        point pointtype 5 pointsize 0.55 linecolor rgb ramp_q[k] offset 0.8, 0
    }
  }
  set label 2 (p == 1 ? origin : "") at graph 0.98, 0.94 right font ",12" textcolor rgb "#7A7F87"
  set autoscale
  set yrange [0.8 * shortest:1.2 * longest]
  set key off
  set format x "%g"
  set ylabel "steps to 25 %, {/:Italic τ}" offset -0.2, 0 font ",15"
  if (p == 1) {
    set xlabel "learning rate, {/:Italic η}" font ",15"
    set format x powers
    set xrange [0.7 * scaled_rates[1] / deepest:1.4 * scaled_rates[|scaled_rates|] / depths[1]]
    plot for [k=1:|over_rate|] data index over_rate[k] using rate:steps with linespoints linecolor rgb ramp[k] linewidth 1.8 pointtype 7 pointsize 0.5
  }
  if (p == 2) {
    set xlabel "{/:Italic η L}" font ",15"
    set ylabel "{/:Italic τ} / √{/:Italic L}" offset -0.2, 0 font ",15"
    set yrange [0.8 * shortest / sqrt(depths[1]):1.2 * longest / sqrt(depths[1])]
    set xrange [0.7 * scaled_rates[1]:1.4 * scaled_rates[|scaled_rates|]]
    plot for [k=1:|over_rate|] data index over_rate[k] using scaled_rate:scaled_steps with linespoints linecolor rgb ramp[k] linewidth 1.8 pointtype 7 pointsize 0.5
  }
  if (p == 3) {
    set xlabel sprintf("{/:Italic η L}, {/:Italic L} = %.0f", deepest) font ",15"
    set xrange [0.7 * scaled_rates[1]:1.4 * scaled_rates[|scaled_rates|]]
    plot for [k=1:|over_rate_of_variance|] data index over_rate_of_variance[k] using scaled_rate:steps with linespoints linecolor rgb ramp_q[k] linewidth 1.8 pointtype 5 pointsize 0.45
  }
  if (p == 4) {
    set xlabel "depth, {/:Italic L}" font ",15"
    set ylabel "least {/:Italic τ}" offset -0.2, 0 font ",15"
    set label 3 "∝ √{/:Italic L}" at deepest, 2.2 * sqrt(deepest) right offset 0, 0.8 font ",13" textcolor rgb "#7A7F87"
    set xtics (8, 16, 32, 64, 128, 256)
    unset mxtics
    set xrange [0.85 * depths[1]:1.18 * deepest]
    plot for [k=1:|over_depth|] data index over_depth[k] using depth:steps with linespoints linecolor rgb ramp_q[k] linewidth 1.8 pointtype 5 pointsize 0.45, \
      [depths[1]:deepest] 2.2 * sqrt(x) with lines linestyle 100
    unset label 3
  }
  if (p == 5) {
    set xlabel "preactivation variance, {/:Italic q}*" font ",15"
    set ylabel "least {/:Italic τ}" offset -0.2, 0 font ",15"
    set xtics ("1/64" 1.0/64, "1/16" 1.0/16, "1/4" 0.25, "1" 1, "4" 4)
    set xrange [0.7/64:1.5 * largest_q_star]
    plot for [k=1:|over_variance|] data index over_variance[k] using q_star:steps with linespoints linecolor rgb ramp[k] linewidth 1.8 pointtype 7 pointsize 0.5
  }
  if (p == 6) {
    set xlabel "largest singular value at first, {/:Italic s}_{max}" font ",15"
    set ylabel "least {/:Italic τ}" offset -0.2, 0 font ",15"
    set xtics (1, 2, 4, 8, 16, 32, 64)
    unset mxtics
    plot for [k=1:|over_depth|] data index over_depth[k] using largest_singular_value:steps with points linecolor rgb ramp_q[k] pointtype 5 pointsize 0.7
  }
  set xtics auto
  set mxtics 10
  do for [k=1:count] { unset label 10 + k }
}
