//! Frequent given names: two capitalised words are a person only if one of them is here.

/// Whether a word is a frequent given name, in any case.
pub fn is_given_name(word: &str) -> bool {
    let word = word.to_lowercase();
    GIVEN_NAMES.split_whitespace().any(|name| name == word)
}

/// Frequent in the birth statistics of Europe, the Americas, China, India, Japan and the Arab world. Words of
/// anatomy and of imaging software (`iris`, `mark`, `art`, `may`) are left out.
const GIVEN_NAMES: &str = "
    aaron adam adrian agnieszka ahmed akira albert alejandro alexander alexandra ali alice amanda amelia amy ana
    andrea andreas andrew andrzej angela anja anna anne annette anthony antonio arthur ayesha barbara beatrice benjamin
    bernd bettina brian bruno camille carla carlos carmen caroline catherine charles charlotte chiara christian christina
    christine christoph christopher claire claudia clara daniel daniela david deborah dennis diana dieter dimitri donald
    dorothy edward elena elif elisabeth elizabeth ella emil emily emma eric erika ernst eva fatima felix fernando francesca
    francesco francois frank franz frederic friedrich gabriel gabriele george gerald gerhard giovanni giulia giuseppe gloria
    grace gregory guillaume hana hans harald hassan heather heinz helen helena helga helmut henri henry hiroshi hugo ibrahim
    igor ines ingrid irene isabel isabella ivan jack jacob jacqueline jakob james jan jane janet jason javier jean
    jennifer jens jessica joan joanna johan johann johannes john jonas jonathan jorge jose josef joseph joshua juan juergen
    julia julian julie juliette karen karin karl katarzyna katharina katherine kathleen keith kenji kenneth kevin khaled klaus
    krzysztof kumar kurt larry lars laura lauren leila lena leo leon linda lisa louis louise lucas lucia luigi luis luisa
    lukas magdalena manfred manuel marco margaret maria marianne marie mario markus marta martha martin mary mateusz
    matteo matthew matthias maurice max maximilian melanie mehmet michael michel michelle miguel mohamed mohammed monika
    mustafa nadia nancy natalia natalie nathan nicholas nicolas nicole nils nina noah nora olaf oleg olga oliver olivia omar
    oscar otto pablo pamela paolo patricia patrick paul paula pavel pedro peter petra philip philippe pierre pietro piotr
    priya rachel rafael rahul raj ralf ramon raymond rebecca richard robert roberto roland ronald rosa rudolf ruth ryan sabine
    samantha samuel sandra sara sarah sebastian sergei sharon simon sofia sophie stefan stefanie stephanie stephen steven
    susan susanne suzuki sven svetlana takashi tanaka tatiana teresa theresa thomas timothy tobias tomasz ulrich ursula
    valentina valerie vera veronika victor victoria vincent virginia vladimir walter wei werner wilhelm william wolfgang
    xavier yan yasmin yoko yuki yusuf zainab zoe";
