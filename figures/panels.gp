# The layout of figures with several panels; it runs after style.gp and before the figure's own script. Lengths are in pixels
# of the SVG. A script overrides the defaults that it needs to, draws the legend, and then draws each panel p:
#
#   panel_top = 70
#   do for [p=1:panel_count] {
#     eval panel(p)
#     plot …
#   }
#
# `panels` has the titles with their letters, `panel_count` their number; both come from Swift, like all counts and names.
# A panel may use labels and arrows with numbers below 90; the others belong to this file.

set multiplot
set lmargin 0
set rmargin 0
set tmargin 0
set bmargin 0

# Margins around all panels, and gaps between two of them.
panel_columns = 2
panel_left = 82
panel_right = 14
panel_top = 34
panel_bottom = 54
panel_gap_x = 88
panel_gap_y = 90

panel_rows(n) = (n + panel_columns - 1) / panel_columns
panel_width(n) = (figure_width - panel_left - panel_right - (panel_columns - 1) * panel_gap_x) / panel_columns
panel_height(n) = (figure_height - panel_top - panel_bottom - note_height(n) - (panel_rows(n) - 1) * panel_gap_y) / panel_rows(n)
# The left and upper edges of panel p, measured from the left and the top of the figure.
panel_x(p) = panel_left + ((p - 1) % panel_columns) * (panel_width(panel_count) + panel_gap_x)
panel_y(p) = panel_top + ((p - 1) / panel_columns) * (panel_height(panel_count) + panel_gap_y)

# Pixels converted to gnuplot's screen coordinates.
screen_x(x) = x / figure_width
screen_y(y) = 1 - y / figure_height

# What the images of a figure are, where they stand in for others: `origin`, which Swift sets. In a line of its own below all panels, since within
# one it would cover curves, and reach over the axes of a narrow one. It is drawn with the first panel.
note_height(n) = exists("origin") ? (strlen(origin) > 0 ? 20 : 0) : 0
note_below(n) = note_height(n) == 0 ? "" : sprintf("set label 95 origin at screen %.6f, %.6f right font ',13' textcolor rgb guide; ", \
  screen_x(figure_width - 8), screen_y(figure_height - 12))

# Begins panel p: its position, its axes, and its title above its left corner, where it hides nothing. The labels and arrows of the
# panel before it, and the legend, have been drawn.
panel(p) = (p > 1 ? "unset label; unset arrow; " : "") . sprintf("set origin %.6f, %.6f; ", screen_x(panel_x(p)), screen_y(panel_y(p) + panel_height(panel_count))) \
  . sprintf("set size %.6f, %.6f; ", panel_width(panel_count) / figure_width, panel_height(panel_count) / figure_height) \
  . sprintf("set label 99 panels[%d] at screen %.6f, %.6f left font ',15'; ", p, screen_x(panel_x(p)), screen_y(panel_y(p) - 16)) \
  . (p == 1 ? note_below(panel_count) : "") . "set border 3; set autoscale; set offsets 0, 0, 0, 0; unset logscale; set format '%g'; set key off; unset xlabel; unset ylabel; " \
  . "set xtics auto; set ytics auto; set xtics out nomirror scale 0.6, 0.35 font ',14'; set ytics out nomirror scale 0.6, 0.35 font ',14'; " \
  . "set mxtics default; set mytics default"

# The axis labels of panel p, at fixed positions. gnuplot would place them by its estimate of the width of the tic labels,
# which may be wrong for a browser's font.
panel_xlabel(p, text) = sprintf("set label 98 \"%s\" at screen %.6f, %.6f center font ',15'", text, \
  screen_x(panel_x(p) + panel_width(panel_count) / 2), screen_y(panel_y(p) + panel_height(panel_count) + 42))
panel_ylabel(p, text) = sprintf("set label 97 \"%s\" at screen %.6f, %.6f center rotate by 90 font ',15'", text, \
  screen_x(panel_x(p) - 56), screen_y(panel_y(p) + panel_height(panel_count) / 2))
# The heading of the labels at the right end of curves in panel p.
panel_ends(p, text) = sprintf("set label 96 \"%s\" at screen %.6f, %.6f left font ',14'", text, \
  screen_x(panel_x(p) + panel_width(panel_count) + 6), screen_y(panel_y(p) - 16))
# Moves the labels of curves first to last at the right end of a panel apart, as little as possible: `label_at` has their places from
# the bottom, in pixels and ascending order, which are `panel_end_gap` apart afterwards.
panel_end_gap = 17
spread_ends(first, last) = sprintf("do for [sweep=1:200] { do for [k=%d:%d] { ", first, last - 1) \
  . "overlap = panel_end_gap - (label_at[k + 1] - label_at[k]); " \
  . "if (overlap > 0) { label_at[k] = label_at[k] - overlap / 2.0; label_at[k + 1] = label_at[k + 1] + overlap / 2.0 } } }"
# The label of curve k, at the right end of panel p.
panel_end(p, k, text) = sprintf("set label %d \"%s\" at screen %.6f, %.6f left font ',14'", 10 + k, text, \
  screen_x(panel_x(p) + panel_width(panel_count) + 6), screen_y(panel_y(p) + panel_height(panel_count) - label_at[k]))
# The step between tics that gives four to eight of them over a span.
tic_step(span) = tic_round(span / 5.0 / 10 ** floor(log10(span / 5.0))) * 10 ** floor(log10(span / 5.0))
tic_round(x) = x < 1.5 ? 1 : x < 3.5 ? 2 : x < 7.5 ? 5 : 10

# Tics of a logarithmic axis from low to high: numbers at powers of ten, on short axes at 1, 2 and 5 or at every digit, and small tics at
# the others. Left to themselves, versions of gnuplot choose different ones, some too close together for their numbers.
log_tics(axis, low, high) = log_tics_at(axis, low, high, log10(high / low) >= 2 ? "1" : log10(high / low) >= 0.5 ? "1 2 5" : "1 2 3 4 5 6 7 8 9")
# At powers of ten alone, for `set format y powers`.
log_decades(axis, low, high) = log_tics_at(axis, low, high, "1")
log_tics_at(axis, low, high, major) = "set " . axis . "tics (" . substr(log_list(9 * floor(log10(low)), low, high, major), 3, 9999) . ")"
log_list(k, low, high, major) = log_value(k) > high ? "" : (log_value(k) < low ? "" : log_tic(log_value(k), log_digit(k), major)) \
  . log_list(k + 1, low, high, major)
log_tic(value, digit, major) = strstrt(major, sprintf("%d", digit)) > 0 ? sprintf(", %g", value) : sprintf(", '' %g 1", value)
log_digit(k) = (k + 9000) % 9 + 1
log_value(k) = log_digit(k) * 10.0 ** floor(k / 9.0)

# Legends. Entry k of n is in a row that begins at x, y and is `width` wide: all entries have equal space, so that they do not
# overlap in any font. `line` and `mark` are styles: "linecolor rgb '#0072B2' pointtype 7"; "" draws nothing.
legend_text(k, text, x, y, mark, far) = sprintf("set label %d \"%s\" at screen %.6f, %.6f left font ',13' ", 100 + k, text, screen_x(x), screen_y(y)) \
  . (strlen(mark) ? "point " . mark : "nopoint") . sprintf(" offset %g, %g", far, strlen(mark) ? -0.3 : 0)
# A mark before the text.
legend_mark(k, n, text, x, y, width, mark) = legend_text(k, text, x + width * (k - 1.0) / n + 5, y, mark, 0.9)
# A line, with a mark in its middle, before the text.
legend_line(k, n, text, x, y, width, line, mark) = (strlen(line) ? sprintf("set arrow %d from screen %.6f, %.6f rto screen %.6f, 0 nohead %s; ", \
    100 + k, screen_x(x + width * (k - 1.0) / n), screen_y(y), 30.0 / figure_width, line) : "") \
  . legend_text(k, text, x + width * (k - 1.0) / n + 15, y, mark, 2.3)
# Removes n entries.
legend_end(n) = sprintf("do for [k=101:%d] {unset label k; unset arrow k}", 100 + n)

# A note in the upper right corner of a panel, n lines from the top.
panel_note(n, text) = sprintf("set label %d \"%s\" at graph 0.98, %g right font ',13' textcolor rgb guide", 90 + n, text, 1.02 - 0.085 * n)

# A tic with a name: `eval named_tic("x", "1/64", 1.0 / 64)` after `set xtics ()`.
named_tic(axis, name, value) = sprintf("set %stics add (\"%s\" %.17g)", axis, name, value)

# Colour ramps for any number of curves, given as red, green and blue of their stops. All have a contrast of 3:1 on white and
# on the dark page. Depths and q* have different ramps, so that they cannot be confused.
ramp_of_depth = "0 114 178  47 163 154  184 127 0  213 94 0  196 103 155"
ramp_of_variance = "118 88 190  176 71 154  217 105 79  138 143 42  58 155 217"
ramp_of_step = "122 127 135  47 163 154  184 127 0  0 114 178"
ramp_stop(stops, k, n) = n > 1 ? (k - 1.0) / (n - 1) * (words(stops) / 3 - 1) : 0.0
ramp_from(stops, k, n) = floor(ramp_stop(stops, k, n)) < words(stops) / 3 - 1 ? floor(ramp_stop(stops, k, n)) : words(stops) / 3 - 2
ramp_part(stops, from, share, c) = int((1 - share) * word(stops, 3 * from + c) + share * word(stops, 3 * from + 3 + c) + 0.5)
ramp_mix(stops, from, share) = sprintf("#%02X%02X%02X", \
  ramp_part(stops, from, share, 1), ramp_part(stops, from, share, 2), ramp_part(stops, from, share, 3))
# The colour of curve k of n.
ramp(stops, k, n) = ramp_mix(stops, ramp_from(stops, k, n), ramp_stop(stops, k, n) - ramp_from(stops, k, n))
