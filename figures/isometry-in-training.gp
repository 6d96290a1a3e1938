# Isometry in training. (a) density of J's singular values after some steps, (b) conditioning and (c) test accuracy against
# steps for several q*, (d) accuracy at the end against q*. Bands and bars: one standard error of the mean.
array names[4] = ["(a)", "(b)", "(c)", "(d)"]
# Steps have one ramp of colours, q* another: that of figure 5.
array ramp[4] = ["#7A7F87", "#2FA39A", "#B87F00", "#0072B2"]
array ramp_q[6] = ["#5B3A9E", "#B0479A", "#D9694F", "#8A8F2A", "#3A9BD9", "#7A7F87"]
set multiplot
set lmargin 0
set rmargin 0
set tmargin 0
set bmargin 0
set border 3
set style fill transparent solid 0.18 noborder
do for [p=1:4] {
  set origin 0.13 + 0.505 * ((p - 1) % 2), 0.61 - 0.475 * ((p - 1) / 2)
  set size 0.345, 0.335
  # The legend stands above its panel, where it hides nothing.
  set label 1 names[p] . (p == 1 ? "  step" : p < 4 ? "  {/:Italic q}*" : "") at graph 0, 1.07 left font ",15"
  count = p == 1 ? |shown_steps| : p < 4 ? |q_stars| : 0
  do for [k=1:count] {
    if (p == 1) {
      set label 10 + k sprintf("%.0f", shown_steps[k]) at graph 0.32 + 0.17 * (k - 1), 1.07 left font ",13" \
        point pointtype 7 pointsize 0.6 linecolor rgb ramp[k] offset 0.8, 0
    } else {
      set label 10 + k q_stars[k] at graph 0.25 + 0.21 * (k - 1), 1.07 left font ",13" \
        point pointtype 5 pointsize 0.55 linecolor rgb ramp_q[k] offset 0.8, 0
    }
  }
  set label 2 (p == 1 ? origin : "") at graph 0.98, 0.94 right font ",12" textcolor rgb "#7A7F87"
  set label 3 (p == 1 ? "from {/:Italic q}* = " . smallest : "") at graph 0.98, 0.86 right font ",13"
  unset logscale
  set autoscale
  set xtics auto
  set xtics out nomirror scale 0.6, 0.35 font ",14"
  set ytics out nomirror scale 0.6, 0.35 font ",14"
  set mytics 1
  set key off
  if (p == 1) {
    set xlabel "singular value, {/:Italic s}" font ",15"
    set ylabel "density" offset -0.2, 0 font ",15"
    set yrange [0:*]
    set mxtics 1
    set offsets 0, 0, graph 0.2, 0
    set xtics 0.5
    plot for [k=1:|spectra|] data index spectra[k] using singular_value:density with histeps linecolor rgb ramp[k] linewidth 1.8
    set offsets 0, 0, 0, 0
  } else { if (p < 4) {
    set logscale x
    set mxtics 10
    set xtics ("0" 0.5, 1, 10, 100, 1000, 10000)
    set xrange [0.45:1.1 * steps]
    set xlabel "steps" font ",15"
    if (p == 2) {
      set ylabel "conditioning, {/:Italic m}@_1^2 / {/:Italic m}_2" offset -0.2, 0 font ",15"
      set yrange [0:1.05]
      plot for [k=1:|conditioning|] data index conditioning[k] using step:(column(conditioning_value) - column(standard_error)):(column(conditioning_value) + column(standard_error)) \
          with filledcurves linecolor rgb ramp_q[k], \
        for [k=1:|conditioning|] data index conditioning[k] using step:conditioning_value with lines linecolor rgb ramp_q[k] linewidth 2
    } else {
      set ylabel "test accuracy" offset -0.2, 0 font ",15"
      plot for [k=1:|accuracy_of|] data index accuracy_of[k] using step:(column(accuracy) - column(standard_error)):(column(accuracy) + column(standard_error)) \
          with filledcurves linecolor rgb ramp_q[k], \
        for [k=1:|accuracy_of|] data index accuracy_of[k] using step:accuracy with lines linecolor rgb ramp_q[k] linewidth 2
    }
  } else {
    set logscale x
    unset mxtics
    set xtics ("1/64" 1.0/64, "1/16" 1.0/16, "1/4" 0.25, "1" 1, "4" 4)
    set xrange [0.7/64:1.5 * largest_q_star]
    set xlabel "preactivation variance, {/:Italic q}*" font ",15"
    set ylabel sprintf("test accuracy after %.0f steps", steps) offset -0.6, 0 font ",15"
    set offsets 0, 0, graph 0.08, graph 0.08
    plot data index final_accuracy using q_star:accuracy with lines linestyle 100, \
      data index final_accuracy using q_star:accuracy:standard_error with yerrorbars linecolor rgb "black" linewidth 1.5 pointtype 7 pointsize 0.7
  } }
  do for [k=1:count] { unset label 10 + k }
}
