# Columns and series have the names that DisplacementFigure.swift gives them.
set logscale xy 2
set xlabel "steps"
set ylabel "mean squared displacement"
plot data index simulation using steps:mean_square with points linetype 1 title "simulation", \
     x with lines linetype 2 title "theory"
