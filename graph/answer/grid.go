package answer

// grid is the worlds that a valuation leaves, numbered.
type grid struct {
	base valuation
	axes []axis
	size int
}

// axis is one open variable and its worlds.
type axis struct {
	variable int
	worlds   []uint64
	stride   int
}

// grid lists the worlds of the variables that are open in val; nil: more than
// limit.
func (s *subject) grid(val valuation, limit int) *grid {
	g := &grid{base: val, size: 1}
	for i, v := range s.variables {
		if val[i].always == val[i].ever {
			continue
		}
		worlds := v.possible.list(limit)
		if worlds == nil || g.size*len(worlds) > limit {
			return nil
		}
		g.axes = append(g.axes, axis{i, worlds, g.size})
		g.size *= len(worlds)
	}
	return g
}

// world gives the valuation of a world.
func (g *grid) world(number int) valuation {
	val := make(valuation, len(g.base))
	copy(val, g.base)
	for _, a := range g.axes {
		m := a.worlds[number/a.stride%len(a.worlds)]
		val[a.variable] = bounds{m, m}
	}
	return val
}

// worth is what a fact must change to be worth asking for: the answer, or what was
// known last. That a child is told no certain no is left out: else age would matter
// wherever a no is possible.
type worth struct{ now, recorded Outcome }

func (s *subject) worth(val valuation) worth {
	out := s.settle(val)
	if out.spared {
		out.outcome = NotEntitled
	}
	return worth{out.outcome, out.recorded.outcome}
}

// weigh finds the variables that can change the answer: those in which two worlds
// differ, and nothing else does, that are answered differently. Where the worlds
// are too many, one fact at a time is tried.
func (s *subject) weigh(val valuation) []int {
	g := s.grid(val, mostWeighed)
	if g == nil {
		return s.weighSingly(val)
	}
	answers := make([]worth, g.size)
	for i := range answers {
		answers[i] = s.worth(g.world(i))
	}
	var matter []int
	for _, a := range g.axes {
		for i := range answers {
			first := i - i/a.stride%len(a.worlds)*a.stride
			if answers[i] != answers[first] {
				matter = append(matter, a.variable)
				break
			}
		}
	}
	return matter
}

func (s *subject) weighSingly(val valuation) []int {
	now := s.worth(val)
	var matter []int
	for i, v := range s.variables {
		if val[i].always == val[i].ever {
			continue
		}
		for _, m := range v.possible.list(mostWeighed) {
			tried := append(valuation{}, val...)
			tried[i] = bounds{m, m}
			if s.worth(tried) != now {
				matter = append(matter, i)
				break
			}
		}
	}
	return matter
}
