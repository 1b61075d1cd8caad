"""Questions whose answers were worked out by hand: what is kept, what is asked, and whether it follows."""

DECLARED = """
labels {
  0 background
  1 liver
  2 tumour optional
  3 cyst optional
  4 spleen
  5 T1 optional
  6 T2 optional
  7 T3 optional
}
group lesions = tumour + cyst
group whole = liver + lesions
sequence spine = T1, [T2], T3
case {
  phase in {arterial, venous}
  resected yes/no, default no
  count integer in 0 .. 9, optional
}
"""

FOLLOWS, NOT = "implied", "not implied"

CASES = [
    # Sizes: a sum of bounds is a bound of the sum; an absent class takes nothing from a group.
    ("require volume(liver) <= 100 mL\nrequire volume(lesions) <= 50 mL", "require volume(whole) <= 150 mL", FOLLOWS),
    ("require volume(liver) <= 100 mL\nrequire volume(lesions) <= 50 mL", "require volume(whole) <= 149 mL", NOT),
    ("require volume(tumour) - volume(cyst) >= 1 mL", "require volume(tumour) > volume(cyst)", FOLLOWS),
    # Of an absent tumour the bound says nothing, and the lesions are the cyst.
    ("require volume(tumour) >= 1 mL", "require volume(lesions) >= 1 mL", NOT),
    ("require volume(tumour) >= 1 mL\nrequire present(tumour)", "require volume(lesions) >= 1 mL", FOLLOWS),
    # A liver is there, so the ratio is one; multiplied out it is the same.
    ("require volume(tumour) / volume(liver) <= 10 %", "require volume(tumour) <= 0.1 * volume(liver)", FOLLOWS),
    ("require volume(tumour) / volume(cyst) <= 10 %", "require volume(tumour) <= 0.2 * volume(cyst)", FOLLOWS),
    ("require volume(tumour) / volume(cyst) <= 20 %", "require volume(tumour) <= 0.1 * volume(cyst)", NOT),
    ("require volume(liver) == volume(spleen), up to 10 %", "require volume(liver) <= 1.2 * volume(spleen)", FOLLOWS),
    ("require volume(liver) == volume(spleen), up to 10 %", "require volume(spleen) <= 1.1 * volume(liver)", NOT),
    # Presence.
    ("require present(tumour)", "require present(lesions)", FOLLOWS),
    ("require present(lesions)", "require present(tumour)", NOT),
    ("require absent(lesions)", "require count(lesions) == 0", FOLLOWS),
    ("require count(lesions) == 2", "require present(cyst)", FOLLOWS),
    # Counts: parts of 60 mL, two of them in 100 mL do not go.
    ("require volume(liver) <= 100 mL", "require components(liver, min: 60 mL) <= 1", FOLLOWS),
    ("require volume(liver) <= 100 mL", "require components(liver, min: 50 mL) <= 2", FOLLOWS),
    ("require volume(liver) <= 100 mL", "require components(liver, min: 50 mL) <= 1", NOT),
    ("require components(liver, min: 1 mL) <= 1", "require components(liver, min: 2 mL) <= 1", FOLLOWS),
    ("require components(liver, min: 2 mL) <= 1", "require components(liver, min: 1 mL) <= 1", NOT),
    # No part reaches 1 mL, and there are two parts: less than 2 mL.
    ("require components(liver, min: 1 mL) == 0\nrequire components(liver) == 2", "require volume(liver) < 2 mL", FOLLOWS),
    ("require components(liver, min: 1 mL) == 0\nrequire components(liver) == 2", "require volume(liver) < 1.9 mL", NOT),
    ("require components(liver, connectivity: 6/26) == 1", "require components(liver) == 1", FOLLOWS),
    ("require components(liver) == 1", "require components(liver, connectivity: 6/26) == 1", NOT),
    ("require holes(liver) == 0", "require holes(liver, min: 1 mL, of: background) == 0", FOLLOWS),
    ("require holes(liver, of: background) == 0", "require holes(liver) == 0", NOT),
    # Of an absent optional class there is nothing to count; of a required one there are no parts, but it is there.
    ("require components(tumour) >= 1", "require present(tumour)", NOT),
    # Each part: those of 20 mL are among those of 10 mL.
    ("each c in components(lesions, min: 10 mL) { require c touches liver }",
     "each c in components(lesions, min: 20 mL) { require c touches liver }", FOLLOWS),
    ("each c in components(lesions, min: 20 mL) { require c touches liver }",
     "each c in components(lesions, min: 10 mL) { require c touches liver }", NOT),
    ("each c in components(tumour, min: 1 mL) { require c inside liver }",
     "each c in components(tumour, min: 1 mL) { require c inside liver }", FOLLOWS),
    ("each c in components(tumour, min: 1 mL) { require c touches liver }\nrequire components(tumour, min: 1 mL) >= 1",
     "require tumour touches liver", FOLLOWS),
    ("each c in components(tumour, min: 1 mL) { require c touches liver }", "require tumour touches liver", NOT),
    # One part is all of it.
    ("require components(tumour) == 1\nrequire volume(tumour) >= 5 mL",
     "each c in components(tumour) { require volume(c) >= 5 mL }", FOLLOWS),
    # Faces.
    ("require tumour inside liver", "require tumour touches liver", FOLLOWS),
    # Without a tumour nothing is said of the cyst.
    ("require tumour inside liver\nrequire cyst inside tumour", "require cyst separate from liver", NOT),
    ("require present(tumour)\nrequire cyst inside tumour", "require cyst separate from liver", FOLLOWS),
    ("require tumour inside liver", "require tumour separate from spleen", FOLLOWS),
    ("require tumour inside liver", "require complete(tumour)", FOLLOWS),
    ("require complete(whole)", "require complete(tumour)", FOLLOWS),
    ("require complete(tumour)", "require complete(whole)", NOT),
    # A body that all of another's faces look onto is enclosed, and its shell has a hole.
    ("require tumour inside liver\nrequire present(tumour)", "require holes(liver) >= 1", FOLLOWS),
    ("require tumour inside liver\nrequire present(tumour)", "require holes(liver, min: 1 mm3) >= 1", NOT),
    # Of liver and tumour together the tumour is a part: no hole is needed.
    ("require tumour inside whole\nrequire present(tumour)", "require holes(whole) >= 1", NOT),
    ("require tumour inside whole\nrequire present(tumour)", "require not (tumour touches spleen)", FOLLOWS),
    # Less than all of its faces look elsewhere, so that one looks onto the liver.
    ("require tumour inside liver, up to 50 %", "require tumour touches liver", FOLLOWS),
    ("require tumour inside liver", "require tumour inside liver, up to 1 %", FOLLOWS),
    ("require tumour touches liver", "require contact_share(tumour, liver) > 0 %", FOLLOWS),
    ("require contact_share(tumour, liver) >= 90 %", "require tumour inside liver, up to 20 %", FOLLOWS),
    # Two bodies do not enclose each other: a way leads out of everything.
    ("require liver inside spleen", "require not (spleen inside liver)", FOLLOWS),
    ("require liver inside spleen", "require spleen inside liver", NOT),
    # Subsets.
    ("require lesions subset of tumour", "require absent(cyst)", NOT),
    ("require lesions subset of tumour\nrequire present(tumour)", "require absent(cyst)", FOLLOWS),
    ("require lesions subset of tumour, up to 10 %\nrequire present(tumour)", "require volume(cyst) <= 0.2 * volume(tumour)", FOLLOWS),
    # Places.
    ("require liver right of spleen", "require not (spleen right of liver)", FOLLOWS),
    ("require bottom(liver) cranial to top(spleen)", "require liver cranial to spleen", FOLLOWS),
    ("require liver cranial to spleen", "require bottom(liver) cranial to top(spleen)", NOT),
    ("require top(liver) - bottom(liver) >= 50 mm", "require extent(liver, axis: cranial_caudal) > 50 mm", FOLLOWS),
    ("require extent(whole, axis: left_right) <= 50 mm", "require extent(liver, axis: left_right) <= 50 mm", FOLLOWS),
    # T2 may be skipped, so that T1 and T3 are neighbours without it.
    ("require spine ordered cranial to caudal, gap at least 8 mm\nrequire present(T1)\nrequire present(T3)\nrequire absent(T2)",
     "require T1 cranial to T3 by 8 mm", FOLLOWS),
    ("require spine ordered cranial to caudal\nrequire present(T1)\nrequire present(T3)", "require T1 cranial to T3", FOLLOWS),
    ("require missing_between(spine) == 0\nrequire present(T1)\nrequire present(T3)", "require present(T2)", NOT),
    # Facts: one that is not given and has no default is not known, and a rule about it does not fail.
    ("require case.phase == venous", "require case.phase != arterial", FOLLOWS),
    ("require case.phase != arterial", "require case.phase == venous", FOLLOWS),
    ("require absent(tumour) when case.resected", "require absent(tumour)", NOT),
    ("require case.resected", "require present(case.count)", NOT),
    ("require components(liver) <= case.count", "require components(liver) <= 9 when present(case.count)", FOLLOWS),
    ("require components(liver) <= case.count", "require components(liver) <= 9", NOT),
    # Guards.
    ("require volume(liver) <= 10 mL unless case.resected", "require volume(liver) <= 20 mL when not case.resected", FOLLOWS),
    ("require volume(liver) <= 10 mL when complete(liver)", "require volume(liver) <= 10 mL", NOT),
    # What is not looked into is ordered all the same.
    ("require diameter(liver) <= 10 mm", "require diameter(liver) <= 15 mm", FOLLOWS),
    ("require diameter(liver) <= 10 mm", "require diameter(whole) <= 15 mm", NOT),
    ("require tumour inside liver, up to 2 %", "require tumour inside liver, up to 2 %", FOLLOWS),
]


def protocols(kept, broken):
    """Two protocols with these statements in the rules R-1."""
    rule = lambda name, statements: f'protocol worked/{name} 1.0.0\n{DECLARED}\nrule R-1 error "r" {{\n{statements}\n}}\n'
    return rule("a", kept), rule("b", broken)
