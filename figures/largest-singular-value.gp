# s_max over depth (above) and over q* (below), for Gaussian (left) and orthogonal weights (right). Hard-tanh is solid,
# ReLU dashed, the linear network grey, dots where isometry ends; from small q* or L to large, colours go from blue to purple.
array ramp7[7] = ["#0072B2", "#3A9BD9", "#2FA39A", "#8C8F3A", "#B87F00", "#D55E00", "#C4679B"]
array ramp5[5] = ["#0072B2", "#2FA39A", "#B87F00", "#D55E00", "#C4679B"]
array names[4] = ["(a) Gaussian", "(b) orthogonal", "(c) Gaussian", "(d) orthogonal"]
shade = "#7A7F87"

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
set key center center horizontal maxrows 1 samplen 2 width -2 font ",15"
plot NaN with lines linecolor rgb "black" linewidth 1.8 title "hard-tanh", \
  NaN with lines linecolor rgb "black" dashtype (6,4) linewidth 1.8 title "ReLU", \
  NaN with lines linecolor rgb shade linewidth 4 title "linear", \
  NaN with points pointtype 7 pointsize 0.8 linecolor rgb "black" title "{/:Italic L}(1 − {/:Italic p}) = 1"

set border 3
set xtics out nomirror scale 0.6 font ",15"
set ytics out nomirror scale 0.6, 0.35 font ",15"
set logscale xy
set key off
set mxtics 1
set mytics 10
set format y powers
set yrange [0.8:300]

# The last number of a title such as "q* = 1/4", beside the end of its curve.
end(title) = substr(title, strstrt(title, "=") + 2, strlen(title))
do for [p=1:4] {
  set origin 0.125 + 0.475 * ((p - 1) % 2), 0.565 - 0.465 * ((p - 1) / 2)
  set size 0.315, 0.36
  set label 1 names[p] at graph 0.04, 0.95 left font ",16"
  unset ylabel
  if (p % 2 == 1) { set ylabel "largest singular value, {/:Italic s}_{max}" offset -0.6, 0 font ",15" }
  g = (p % 2 == 1)
  if (p <= 2) {
    set xlabel "depth, {/:Italic L}" font ",15"
    set xtics (1, 4, 16, 64, 256, "1024" 1024)
    set xrange [0.95:1080]
    set label 2 "{/:Italic q}* =" at graph 1.02, 1.03 left font ",15"
    # Curves that end together share a label.
    lowest = (g ? 4 : 2)
    plot data index (g ? gaussian_linear_over_depth : orthogonal_linear_over_depth) \
        using depth:largest_singular_value with lines linecolor rgb shade linewidth 4, \
      for [k=1:7] data index (g ? gaussian_over_depth[k] : orthogonal_over_depth[k]) \
        using depth:largest_singular_value with lines linecolor rgb ramp7[k] linewidth 1.8, \
      data index (g ? gaussian_relu_over_depth : orthogonal_relu_over_depth) \
        using depth:largest_singular_value with lines linecolor rgb "black" dashtype (6,4) linewidth 1.8, \
      data index thresholds_over_depth using depth:(g ? NaN : column(largest_singular_value)) \
        with points pointtype 7 pointsize 0.7 linecolor rgb "black", \
      for [k=lowest:7] data index (g ? gaussian_over_depth[k] : orthogonal_over_depth[k]) \
        using (column(depth) == 1024 ? 1024 : NaN):(column(largest_singular_value) * (k == lowest && g ? 0.8 : 1)):\
          ((k == lowest ? "≤ " : "") . end(gaussian_over_depth_title[k])) with labels left offset 0.6, 0 font ",15"
  } else {
    set xlabel "preactivation variance, {/:Italic q}*" font ",15"
    set xtics ("1/64" 1.0/64, "1/8" 1.0/8, "1" 1, "8" 8, "64" 64)
    set xrange [0.94/64:68]
    set label 2 "{/:Italic L} =" at graph 1.02, 1.03 left font ",15"
    plot for [k=1:5] data index (g ? gaussian_linear_over_variance[k] : orthogonal_linear_over_variance[k]) \
        using q_star:largest_singular_value with lines linecolor rgb shade linewidth 4, \
      for [k=1:5] data index (g ? gaussian_over_variance[k] : orthogonal_over_variance[k]) \
        using q_star:largest_singular_value with lines linecolor rgb ramp5[k] linewidth 1.8, \
      for [k=1:5] data index (g ? gaussian_relu_over_variance[k] : orthogonal_relu_over_variance[k]) \
        using q_star:largest_singular_value with lines linecolor rgb ramp5[k] dashtype (6,4) linewidth 1.8, \
      data index thresholds_over_variance using q_star:(g ? NaN : column(largest_singular_value)) \
        with points pointtype 7 pointsize 0.7 linecolor rgb "black", \
      for [k=1:5] data index (g ? gaussian_over_variance[k] : orthogonal_over_variance[k]) \
        using (column(q_star) > 63.9 ? 64 : NaN):largest_singular_value:(end(gaussian_over_variance_title[k])) \
        with labels left offset 0.6, 0 font ",15"
  }
}
