package storetest

import "slices"

// graph is the test data. Arrows are relationships as stored, from the node that
// says OUT; every service, right, permit and organization of IT, FR or DE also
// points at its country (IN_COUNTRY), which is left out of the picture.
//
//	                   ┌─gives─► IT:shelter ──providers──► IT:casa-2 ──unitOf──► IT:umbrella ◄┐
//	                   │            │  └────────────────► IT:casa-10 ─unitOf──────┘   └unitOf┘
//	IT:permit-18 ──────┼─gives─► IT:course ───providers──► IT:casa-2         (a unit of itself)
//	                   │            │
//	                   └─gives─► IT:work (a right)                  IT:health (no provider)
//	                                │
//	 legalBasis of shelter, course: IT:tu-18;  of work: IT:tu-18, IT:tu-9, EU:2004-81:11
//	 IT:tu-9, IT:tu-18, IT:tu-27 ──instrument──► IT:tu       EU:2004-81:11 ──► EU:2004-81
//
//	FR:carte ──gives──► FR:lawyer ──providers──► FR:refuge-a, FR:refuge-b (one name)
//	         ──gives──► FR:Shelter ─providers──► FR:refuge-b
//	         ──gives──► FR:stay (a right)               FR:ceseda (no provision)
//	DE:duldung ──gives──► nothing                       DE:hilfe (no service)
//
//	EU:hotline (a service of no country) ──providers──► EU:iom ◄── IT:f4 says so
//
//	IT:f1 about IT:shelter, IT:casa-2, IT:permit-18; mainly IT:shelter; in IT
//	IT:f2 about nothing;                             mainly nothing;    in nothing
//	IT:f3 about IT:permit-18;                        mainly IT:casa-2;  in IT:f1
//	IT:f4 about EU:iom, EU:hotline;                  mainly IT:permit-18; in IT:tu
//
// Country XK has a name in one language only and nothing points at it. All of
// jurisdiction AQ is broken on purpose: values that must be there are missing.
//
//	AQ:base (no jurisdiction, no isClass)    AQ:stub (no name) ──unitOf──► AQ:base
//	AQ:visa (no country, no name) ──gives──► AQ:igloo ──providers──► AQ:base
//	AQ:igloo ──legalBasis──► AQ:1 (no instrument)     AQ:note (no text) about AQ:base, AQ:visa
func graph() []entry {
	return slices.Concat(countries(), organizations(), services(), rights(), law(), permits(), findings(), broken())
}

func countries() []entry {
	return []entry{
		{"Country", "IT", values{"jurisdiction": "IT", "code": "IT", "name_en": "Italy", "name_fr": "Italie", "name_it": "Italia", "population": 59_685_227}, nil},
		{"Country", "FR", values{"jurisdiction": "FR", "code": "FR", "name_en": "France", "name_fr": "France", "population": 65_564_756}, nil},
		{"Country", "DE", values{"jurisdiction": "DE", "code": "DE", "name_en": "Germany", "name_it": "Germania", "population": 80_523_746}, nil},
		{"Country", "XK", values{"jurisdiction": "XK", "code": "XK", "name_it": "Kosovo"}, nil},
	}
}

// Names that are equal but for case and accent, equal altogether, and full of
// what JSON escapes; numbers of every form; lists that are empty.
func organizations() []entry {
	return []entry{
		{"Organization", "IT:umbrella", values{"jurisdiction": "IT", "name_en": "Zeta & <Sons>", "name_it": "Zèta", "sector": "PRIVATE",
			"speaks": []string{"IT", "EN"}, "tags": []string{"roof", "Città"}, "url": "https://umbrella.example/a?b=1&c=%22", "members_low": 500.0, "members_high": 600.0, "members_about": true, "isClass": true},
			edges{"unitOf": {"IT:umbrella"}, "country": {"IT"}}},
		{"Organization", "IT:casa-2", values{"jurisdiction": "IT", "name_en": "Casa Città", "name_it": "Casa Città", "sector": "PRIVATE",
			"speaks": []string{"IT", "FR", "EN"}, "tags": []string{}, "members_exact": 2.5, "members_about": false, "isClass": false},
			edges{"unitOf": {"IT:umbrella"}, "country": {"IT"}}},
		{"Organization", "IT:casa-10", values{"jurisdiction": "IT", "name_en": "casa citta", "sector": "PUBLIC",
			"speaks": []string{}, "tags": []string{"casa", "CASA", "say \"hi\" \\ back"}, "members_about": false, "isClass": false},
			edges{"unitOf": {"IT:umbrella"}, "country": {"IT"}}},
		{"Organization", "FR:refuge-b", values{"jurisdiction": "FR", "name_en": "Refuge", "name_fr": "Refuge d’Orléans", "sector": "PRIVATE",
			"speaks": []string{"FR"}, "tags": []string{"refuge"}, "isClass": false},
			edges{"country": {"FR"}}},
		{"Organization", "FR:refuge-a", values{"jurisdiction": "FR", "name_en": "Refuge", "speaks": []string{"FR", "IT"}, "tags": []string{}, "isClass": false},
			edges{"country": {"FR"}}},
		{"Organization", "DE:hilfe", values{"jurisdiction": "DE", "name_en": "Große Hilfe", "sector": "PUBLIC",
			"speaks": []string{"EN"}, "tags": []string{"GROSSE"}, "url": "https://hilfe.example/", "members_exact": 1e21, "isClass": true},
			edges{"country": {"DE"}}},
		{"Organization", "EU:iom", values{"jurisdiction": "EU", "name_en": "The \"Open\" \\ Door\n\tline two \u0001 </b> 😀 \u2028 end", "sector": "INTERNATIONAL",
			"speaks": []string{"EN", "FR", "IT"}, "tags": []string{"\u007fx", "😀"}, "members_exact": 0.0000001, "isClass": false}, nil},
	}
}

// Services that begin, end and touch on the first of May 2013, and some without
// dates; two names that differ by case only.
func services() []entry {
	return []entry{
		{"Service", "IT:shelter", values{"jurisdiction": "IT", "name_en": "Shelter", "name_it": "Casa di accoglienza", "kinds": []string{"SHELTER", "HEALTH"},
			"duration_length": "P6M", "duration_bound": "AT_LEAST", "from": "1998-07-25", "fromPrecision": "DAY", "read": []string{"AB 2026-07-01"}},
			edges{"providers": {"IT:casa-2", "IT:casa-10"}, "country": {"IT"}, "legalBasis": {"IT:tu-18"}}},
		{"Service", "IT:course", values{"jurisdiction": "IT", "name_en": "Language course", "name_fr": "Cours de langue", "kinds": []string{"LANGUAGE_COURSE"},
			"duration_until": "the permit ends", "from": "2004-01-01", "fromPrecision": "YEAR", "to": "2013-05-01", "toPrecision": "DAY", "knownTo": "2013-04-30", "read": []string{"AB 2026-07-01", "CD 2026-08-15"}},
			edges{"providers": {"IT:casa-2"}, "country": {"IT"}, "legalBasis": {"IT:tu-18"}}},
		{"Service", "IT:health", values{"jurisdiction": "IT", "name_en": "Health care", "kinds": []string{"HEALTH"}, "read": []string{}},
			edges{"country": {"IT"}}},
		{"Service", "FR:lawyer", values{"jurisdiction": "FR", "name_en": "Lawyer", "name_fr": "Avocat", "kinds": []string{"LEGAL_ADVICE"},
			"duration_length": "P1Y", "duration_bound": "UP_TO", "from": "2010-05-01", "fromPrecision": "MONTH", "to": "2014-01-01", "toPrecision": "BEFORE", "knownTo": "2013-10-01", "read": []string{"EF 2026-09-01"}},
			edges{"providers": {"FR:refuge-a", "FR:refuge-b"}, "country": {"FR"}}},
		{"Service", "FR:Shelter", values{"jurisdiction": "FR", "name_en": "shelter", "name_fr": "Hébergement", "kinds": []string{"SHELTER"},
			"from": "2013-05-01", "fromPrecision": "AFTER", "read": []string{"EF 2026-09-01"}},
			edges{"providers": {"FR:refuge-b"}, "country": {"FR"}}},
		{"Service", "EU:hotline", values{"jurisdiction": "EU", "name_en": "Hotline", "kinds": []string{}, "to": "2013-05-02", "read": []string{}},
			edges{"providers": {"EU:iom"}}},
	}
}

func rights() []entry {
	return []entry{
		{"Right", "IT:work", values{"jurisdiction": "IT", "name_en": "Work", "name_it": "Lavoro", "onRequest": false},
			edges{"country": {"IT"}, "legalBasis": {"IT:tu-9", "IT:tu-18", "EU:2004-81:11"}}},
		{"Right", "FR:stay", values{"jurisdiction": "FR", "name_fr": "Séjour", "onRequest": true}, edges{"country": {"FR"}}},
	}
}

// Provisions whose ids, locators and positions give three orders.
func law() []entry {
	return []entry{
		{"LegalInstrument", "IT:tu", values{"jurisdiction": "IT", "name": "Testo unico", "date": "1998-07-25"}, nil},
		{"LegalInstrument", "EU:2004-81", values{"jurisdiction": "EU", "name": "Council Directive 2004/81/EC", "celex": "32004L0081", "date": "2004-04-29"}, nil},
		{"LegalInstrument", "FR:ceseda", values{"jurisdiction": "FR", "name": "CESEDA"}, nil},
		{"Provision", "IT:tu-9", values{"jurisdiction": "IT", "locator": "9", "position": 9}, edges{"instrument": {"IT:tu"}}},
		{"Provision", "IT:tu-18", values{"jurisdiction": "IT", "locator": "18(1)", "position": 18}, edges{"instrument": {"IT:tu"}}},
		{"Provision", "IT:tu-27", values{"jurisdiction": "IT", "locator": "27"}, edges{"instrument": {"IT:tu"}}},
		{"Provision", "EU:2004-81:11", values{"jurisdiction": "EU", "locator": "11", "position": -1}, edges{"instrument": {"EU:2004-81"}}},
	}
}

func permits() []entry {
	return []entry{
		{"PermitType", "IT:permit-18", values{"jurisdiction": "IT", "name_en": "Permit for social protection", "name_it": "Permesso per protezione sociale", "fee": 80.46,
			"showsTrafficking": false, "term_length": "P6M", "term_bound": "EXACT", "checkedAt": "2026-07-01T10:30:00Z", "from": "1998-07-25", "read": []string{"AB 2026-07-01"}},
			edges{"gives": {"IT:shelter", "IT:course", "IT:work"}, "country": {"IT"}}},
		{"PermitType", "FR:carte", values{"jurisdiction": "FR", "name_fr": "Carte de séjour temporaire", "fee": 0.0,
			"showsTrafficking": true, "term_length": "P1Y", "checkedAt": "2026-07-01T09:30:00Z", "from": "2003-03-18", "to": "2013-05-01", "read": []string{"EF 2026-09-01"}},
			edges{"gives": {"FR:lawyer", "FR:Shelter", "FR:stay"}, "country": {"FR"}}},
		{"PermitType", "DE:duldung", values{"jurisdiction": "DE", "name_en": "Toleration", "read": []string{}}, edges{"country": {"DE"}}},
	}
}

func findings() []entry {
	return []entry{
		{"Finding", "IT:f1", values{"jurisdiction": "IT", "text": "Few are told of the shelter."},
			edges{"about": {"IT:shelter", "IT:casa-2", "IT:permit-18"}, "mainly": {"IT:shelter"}, "in": {"IT"}}},
		{"Finding", "IT:f2", values{"jurisdiction": "IT", "text": "Nothing was found."}, nil},
		{"Finding", "IT:f3", values{"jurisdiction": "IT", "text": "È così"},
			edges{"about": {"IT:permit-18"}, "mainly": {"IT:casa-2"}, "in": {"IT:f1"}}},
		{"Finding", "IT:f4", values{"jurisdiction": "IT", "text": "e cosi"},
			edges{"about": {"EU:iom", "EU:hotline"}, "mainly": {"IT:permit-18"}, "in": {"IT:tu"}}},
	}
}

// broken is what no loader lets in.
func broken() []entry {
	return []entry{
		{"Organization", "AQ:base", values{"name_en": "Base"}, nil},
		{"Organization", "AQ:stub", values{"jurisdiction": "AQ", "speaks": []string{}, "tags": []string{}, "isClass": false}, edges{"unitOf": {"AQ:base"}}},
		{"Service", "AQ:igloo", values{"jurisdiction": "AQ", "name_en": "Igloo", "kinds": []string{"SHELTER"}, "from": "2020-01-01", "read": []string{}},
			edges{"providers": {"AQ:base"}, "legalBasis": {"AQ:1"}}},
		{"Provision", "AQ:1", values{"jurisdiction": "AQ", "locator": "1", "position": 1}, nil},
		{"PermitType", "AQ:visa", values{"jurisdiction": "AQ", "from": "2020-01-01", "read": []string{}}, edges{"gives": {"AQ:igloo"}}},
		{"Finding", "AQ:note", values{"jurisdiction": "AQ"}, edges{"about": {"AQ:base", "AQ:visa"}, "mainly": {"AQ:base"}}},
	}
}
