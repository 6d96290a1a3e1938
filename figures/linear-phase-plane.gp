# The layers a and b of one mode: their velocity as arrows, the hyperbola of solutions, the stable manifold of the saddle at the
# origin, and two trajectories with their starts.
set xrange [-extent:extent]
set yrange [-extent:extent]
set xtics 1 font ",15"
set ytics 1 font ",15"
set key off
set lmargin at screen 0.13
set rmargin at screen 0.78
set tmargin at screen 0.97
set bmargin at screen 0.13
set label 1 "first layer, {/:Italic a}" at graph 0.5, screen 0.035 center font ",16"
set label 2 "second layer, {/:Italic b}" at screen 0.05, graph 0.5 center rotate by 90 font ",16"
set label 3 "learnt: {/:Italic ab} = {/:Italic s}" at extent, strength / extent left offset 0.8, 0 font ",15" textcolor rgb "#0072B2"
set label 4 "flows to the saddle" at extent, -0.97 * extent left offset 0.8, 0 font ",15" textcolor rgb "#D55E00"
set label 5 "saddle" at -0.1, -0.16 right font ",15"

# Arrows of moderately different lengths: a length is the square root of a speed, and the longest fit the grid.
speed(u, v) = sqrt(u ** 2 + v ** 2)
scaled(u, w) = w > 0 ? 0.1 * u / w * w ** 0.35 : 0
plot data index field using layer_a:layer_b:(scaled(column(velocity_a), speed(column(velocity_a), column(velocity_b)))):(scaled(column(velocity_b), speed(column(velocity_a), column(velocity_b)))) \
    with vectors head size screen 0.009, 20 filled linecolor rgb "#3A9BD9" linewidth 1, \
  data index saddle_manifold using layer_a:layer_b with lines linecolor rgb "#D55E00" linewidth 2.2, \
  for [k=1:|solutions|] data index solutions[k] using layer_a:layer_b with lines linecolor rgb "#0072B2" linewidth 2.2, \
  for [k=1:|trajectories|] data index trajectories[k] using layer_a:layer_b with lines linecolor rgb "#009E73" linewidth 3, \
  for [k=1:|trajectories|] data index trajectories[k] using layer_a:layer_b every ::0::0 with points pointtype 7 pointsize 0.9 linecolor rgb "#009E73", \
  "+" using (0):(0) every ::0::0 with points pointtype 7 pointsize 0.8 linecolor rgb "black"
