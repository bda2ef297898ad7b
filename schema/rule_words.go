package schema

var wordRules = []rule{}
var typeRules = []rule{}
var fieldRules = []rule{}
var graphRules = []rule{}
var nameRules = []rule{}
