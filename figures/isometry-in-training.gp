# Isometry in training. (a) density of J's singular values after some steps, (b) conditioning and (c) test accuracy against
# steps for several q*, (d) accuracy at the end against q*. Bands and bars: one standard error of the mean.
array names[4] = ["(a)", "(b)", "(c)", "(d)"]
array ramp[6] = ["#0072B2", "#2FA39A", "#B87F00", "#D55E00", "#C4679B", "#7A7F87"]
set multiplot
set lmargin 0
set rmargin 0
set tmargin 0
set bmargin 0
set border 3
set style fill transparent solid 0.18 noborder
do for [p=1:4] {
  set origin 0.12 + 0.51 * ((p - 1) % 2), 0.61 - 0.475 * ((p - 1) / 2)
  set size 0.345, 0.335
  set label 1 names[p] at graph 0.03, 1.06 left font ",16"
  set label 2 (p == 1 ? origin : "") at graph 0.14, 1.06 left font ",12" textcolor rgb "#7A7F87"
  unset logscale
  set autoscale
  set xtics auto
  set xtics out nomirror scale 0.6, 0.35 font ",14"
  set ytics out nomirror scale 0.6, 0.35 font ",14"
  set mytics 1
  set key top right samplen 1.6 spacing 1.1 font ",13"
  if (p == 1) {
    set xlabel "singular value, {/:Italic s}" font ",15"
    set ylabel "density" offset -0.2, 0 font ",15"
    set yrange [0:*]
    set mxtics 1
    set offsets 0, 0, graph 0.45, 0
    set xtics 0.5
    plot for [k=1:|spectra|] data index spectra[k] using singular_value:density with histeps linecolor rgb ramp[k] linewidth 1.8 \
      title (k == 1 ? "{/:Italic q}* = " . smallest . ", step 0" : sprintf("step %.0f", shown_steps[k]))
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
      set key off
      plot for [k=1:|conditioning|] data index conditioning[k] using step:(column(conditioning_value) - column(standard_error)):(column(conditioning_value) + column(standard_error)) \
          with filledcurves linecolor rgb ramp[k] notitle, \
        for [k=1:|conditioning|] data index conditioning[k] using step:conditioning_value with lines linecolor rgb ramp[k] linewidth 2 notitle
    } else {
      set ylabel "test accuracy" offset -0.2, 0 font ",15"
      set key top left
      plot for [k=1:|accuracy_of|] data index accuracy_of[k] using step:(column(accuracy) - column(standard_error)):(column(accuracy) + column(standard_error)) \
          with filledcurves linecolor rgb ramp[k] notitle, \
        for [k=1:|accuracy_of|] data index accuracy_of[k] using step:accuracy with lines linecolor rgb ramp[k] linewidth 2 title "{/:Italic q}* = " . q_stars[k]
    }
  } else {
    set logscale x
    unset mxtics
    set xtics ("1/64" 1.0/64, "1/16" 1.0/16, "1/4" 0.25, "1" 1, "4" 4)
    set xrange [0.7/64:6]
    set xlabel "preactivation variance, {/:Italic q}*" font ",15"
    set ylabel sprintf("test accuracy after %.0f steps", steps) offset -0.6, 0 font ",15"
    set key off
    plot data index final_accuracy using q_star:accuracy with lines linestyle 100, \
      data index final_accuracy using q_star:accuracy:standard_error with yerrorbars linecolor rgb "black" linewidth 1.5 pointtype 7 pointsize 0.7
  } }
}
