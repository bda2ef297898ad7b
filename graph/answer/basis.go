package answer

import "slices"

// ranks are the voices, the strongest first. The report and its annex are one.
var ranks = [...]Voice{VoiceLaw, VoiceOfficial, VoiceReport, VoiceSecondary, VoiceInterview}

// rank is the place of a voice; len(ranks) for none.
func rank(v Voice) int {
	if v == VoiceAnnex {
		v = VoiceReport
	}
	if i := slices.Index(ranks[:], v); i >= 0 {
		return i
	}
	return len(ranks)
}

func strongest(voices []Voice) int {
	best := len(ranks)
	for _, v := range voices {
		best = min(best, rank(v))
	}
	return best
}

// basis gives the weakest of the sources that decide.
func (s *subject) basis(v verdict) Basis {
	if v.outcome == NotKnown {
		return ""
	}
	var voices []Voice
	for i := range s.rules {
		if v.decisive.has(i) {
			voices = append(voices, s.rules[i].Voices...)
			if v.practice {
				voices = append(voices, s.rules[i].Practice.Voices...)
			}
		}
	}
	for i := range s.complete {
		if v.wholes.has(i) {
			voices = append(voices, s.complete[i].Voices...)
		}
	}
	if v.practice {
		voices = append(voices, s.entitlement.Practice.Voices...)
	}
	weakest := -1
	for _, voice := range voices {
		if r := rank(voice); r < len(ranks) {
			weakest = max(weakest, r)
		}
	}
	if weakest < 0 {
		return ""
	}
	return Basis(ranks[weakest])
}
