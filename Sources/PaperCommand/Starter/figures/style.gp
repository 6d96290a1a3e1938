# The look of all figures; it runs before each figure's own script. Black means the text's colour: the page turns it to white on dark pages.
set linetype 1 linecolor rgb "#0072B2" linewidth 1.8 pointtype 7 pointsize 0.6
set linetype 2 linecolor rgb "#D55E00" linewidth 1.8 pointtype 5 pointsize 0.6
set border 3
set tics out nomirror
set key top left Left reverse samplen 1.6
set format "%g"
