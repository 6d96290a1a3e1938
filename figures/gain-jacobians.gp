# Singular values of deep Jacobians: a row per gain, a column per variance of the first layer. Bars: share per bin of log10 s, those
# between 1/10 and 10 in colour, with their share.
# expect "no valid points": where a gain is far from 1 no singular value is of order one
panel_columns = |first_variances|
panel_left = 122
panel_right = 12
panel_top = 40
panel_bottom = 52
panel_gap_x = 14
panel_gap_y = 16
set style fill solid 0.85 noborder
do for [p=1:panel_count] {
  eval panel(p)
  unset label 99
  row = (p - 1) / panel_columns + 1
  column_of = (p - 1) % panel_columns + 1
  isLast = p > panel_count - panel_columns
  set boxwidth bin_width
  set xrange [lowest:highest]
  set yrange [0:1.4 * tallest]
  set xtics (-6, -4, -2, 0)
  set mxtics 2
  eval sprintf("set ytics %g", tic_step(2 * tallest))
  if (isLast) { set xtics ("10^{-6}" -6, "10^{-4}" -4, "10^{-2}" -2, "1" 0) } else { set format x "" }
  if (column_of > 1) { set format y "" } else {
    eval panel_ylabel(p, "share")
    set label 1 sprintf("{/:Italic g} = %g", gains[row]) at screen 0.012, screen screen_y(panel_y(p) + panel_height(panel_count) / 2) left font ",15"
    set label 97 "" at graph 0, 0
  }
  if (row == 1) { set label 2 sprintf("{/:Italic q}^1 = %g", first_variances[column_of]) at graph 0.5, 1.16 center font ",15" }
  if (isLast) { eval panel_xlabel(p, "singular value, {/:Italic s}") }
  set label 3 sprintf("%.0f %%", kept[p]) at graph 0.05, 0.9 left font ",14"
  plot data index histogram[p] using log10_singular_value:(abs(column(log10_singular_value)) <= 1 ? 0 : column(share)) with boxes linecolor rgb guide, \
    data index histogram[p] using log10_singular_value:(abs(column(log10_singular_value)) <= 1 ? column(share) : 0) with boxes linetype 1
  unset label
}
