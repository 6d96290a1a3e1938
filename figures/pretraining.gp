# (a), (b) correlations as coloured cells; (c) training error against steps, with pretraining as a delay.
panel_right = 110
panel_left = 74
panel_gap_x = 70
panel_top = 52
panel_gap_y = 96
set palette defined (-1 "#D55E00", -0.5 "#E8A06A", 0 "#F2F2F2", 0.5 "#6FB0DA", 1 "#0072B2")
set cbrange [-1:1]
set style fill solid 1 noborder
do for [p=1:panel_count - 1] {
  eval panel(p)
  count = p == 1 ? pixel_count : mode_count
  set xrange [0.5:count + 0.5]
  set yrange [count + 0.5:0.5]
  eval sprintf("set xtics %g", tic_step(count))
  eval sprintf("set ytics %g", tic_step(count))
  eval panel_xlabel(p, p == 1 ? "pixel" : "mode")
  if (p == 1) {
    unset colorbox
    plot data index pixels using column_number:row:correlation with image pixels
  } else {
    set colorbox vertical user origin screen_x(panel_x(p) + panel_width(panel_count) + 18), screen_y(panel_y(p) + panel_height(panel_count)) size 14.0 / figure_width, panel_height(panel_count) / figure_height noborder
    set cbtics 0.5 scale 0.4 font ",13"
    set label 5 "correlation" at screen screen_x(panel_x(p) + panel_width(panel_count) + 88), screen_y(panel_y(p) + panel_height(panel_count) / 2) center rotate by 90 font ",14"
    plot data index modes using column_number:row:correlation with image pixels
  }
  unset label
}
p = panel_count
eval panel(p)
set size (figure_width - panel_left - 20.0) / figure_width, panel_height(panel_count) / figure_height
set style fill transparent solid 0.18 noborder
set xrange [0:steps]
set yrange [0:0.55]
eval sprintf("set xtics %g", tic_step(steps))
set ytics 0.1
set label 98 "steps" at graph 0.5, screen screen_y(panel_y(p) + panel_height(panel_count) + 42) center font ",15"
eval panel_ylabel(p, "half mean squared error")
set arrow 1 from 0, optimum to steps, optimum nohead linestyle 100
set label 2 "best linear map" at graph 0.99, first optimum right offset 0, -0.7 font ",13" textcolor rgb guide
set arrow 3 from pretraining, 0.5 to pretraining, 0.02 nohead linestyle 100
set label 3 "pretraining ends" at pretraining, 0.05 left offset 0.5, 0 font ",13" textcolor rgb guide
do for [k=1:|kinds|] {
  eval legend_line(k, |kinds|, kinds[k], panel_x(p) + 170, panel_y(p) - 16, 400, sprintf("linecolor rgb '%s' linewidth 2.4", k == 1 ? "black" : "#D55E00"), "")
}
plot data index random_start using step:error with lines linecolor rgb "black" linewidth 2.2, \
  data index pretrained_start using step:error with lines linecolor rgb "#D55E00" linewidth 2.2
