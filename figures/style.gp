# The shared look of all figures; it runs before each figure's own script.
#
# Colours: Okabe and Ito's palette, distinguishable with any colour vision, slightly darkened or lightened so that each has
# a contrast of 3:1 or more on white and on the report's dark page. Within a figure, line type k is the same quantity
# throughout; theory is solid, simulation is points or dashes of the same colour.
# Black means "the colour of the text": the report turns it to white on dark pages.

set linetype 1 linecolor rgb "#0072B2" linewidth 1.8 dashtype solid pointtype 7 pointsize 0.45
set linetype 2 linecolor rgb "#D55E00" linewidth 1.8 dashtype solid pointtype 5 pointsize 0.42
set linetype 3 linecolor rgb "#009E73" linewidth 1.8 dashtype solid pointtype 9 pointsize 0.5
set linetype 4 linecolor rgb "#C4679B" linewidth 1.8 dashtype solid pointtype 11 pointsize 0.5
set linetype 5 linecolor rgb "#B87F00" linewidth 1.8 dashtype solid pointtype 13 pointsize 0.55
set linetype 6 linecolor rgb "#3A9BD9" linewidth 1.8 dashtype solid pointtype 6 pointsize 0.5
set linetype 7 linecolor rgb "#7A7F87" linewidth 1.8 dashtype solid pointtype 4 pointsize 0.45
set linetype 8 linecolor rgb "#8C6BB1" linewidth 1.8 dashtype solid pointtype 8 pointsize 0.5
set linetype cycle 8

# Guides to the eye, reference lines and notes.
guide = "#7A7F87"

# Dashes: `dashtype dashed` for simulation beside a solid line of theory, `dashtype dotted` for guides to the eye.
dashed = 2
dotted = 3
set style line 100 linecolor rgb guide linewidth 0.8 dashtype 3       # guides and reference lines
set style line 101 linecolor rgb "black" linewidth 0.8                # axes

# Axes: two thin lines, tics outside, no box.
set border 3 linestyle 101
set tics out nomirror scale 0.6, 0.35 textcolor rgb "black"
set xtics offset 0, 0.2
set xlabel offset 0, 0.3
set ylabel offset 0.8, 0
set format "%g"
set mxtics default
set mytics default

# Legend: no frame, sample before text, as narrow as the text allows.
set key top right noopaque Left reverse samplen 1.6 spacing 1.15 height 0.2 font ",13"
set title font ",15" offset 0, -0.4
set bars small
set style fill transparent solid 0.25 noborder
set samples 400

# Axis labels of powers of ten: `set format y powers`.
powers = "10^{%T}"
