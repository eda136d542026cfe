//! Names of people and places in and around Dallas, as lists in one text each.

pub fn list(names: &'static str) -> Vec<&'static str> {
    names.split(", ").collect()
}

pub const FIRST_NAMES: &str = "\
    Aaron, Abigail, Adele, Aisha, Alan, Alicia, Amir, Ana, André, Angela, Anh, Anthony, Ava, \
    Beatriz, Ben, Bianca, Brian, Brooke, Camila, Carlos, Caroline, Chioma, Chloé, Chris, Claire, \
    Dana, Daniela, David, Deepa, Derek, Diana, Dmitri, Elena, Eli, Elías, Emma, Erik, Esther, \
    Eva, Farah, Felix, Fiona, François, Gabriel, Gina, Grant, Hana, Hannah, Héctor, Helen, \
    Henry, Hugo, Ian, Ines, Isabel, Ivy, Jack, James, Jasmine, Jürgen, Jin, Joanna, Joël, José, \
    Julia, Kai, Karen, Kenji, Kevin, Kofi, Laila, Laura, Léa, Leo, Liam, Linda, Łukasz, Luz, \
    Maeve, Malik, Marco, María, Mark, Mateo, Maya, Mei, Michael, Mónica, Nadia, Naomi, Nathan, \
    Nia, Nicole, Noor, Óscar, Owen, Paige, Patrick, Paula, Peter, Quinn, Rachel, Raj, Ramón, \
    Rebecca, Renée, Robert, Rosa, Ryan, Samir, Sandra, Sarah, Sean, Søren, Simone, Stella, Tara, \
    Theo, Thomas, Tim, Uma, Valeria, Victor, Wendy, Will, Yara, Yusuf, Zachary, Zoë";

pub const LAST_NAMES: &str = "\
    Abbott, Acosta, Adams, Adeyemi, Ahmed, Allen, Alvarez, Åberg, Baker, Bauer, Bell, Bennett, \
    Bishop, Black, Boateng, Boyd, Brooks, Bùi, Burke, Campbell, Cárdenas, Carter, Castro, Chan, \
    Chen, Clark, Cohen, Cole, Collins, Cooper, Cruz, Dang, Das, Delgado, Díaz, Dixon, D'Angelo, \
    Đặng, Edwards, Ellis, Evans, Fernández, Fischer, Fisher, Flores, Foster, Fox, Fuller, \
    García, Gibson, Gómez, Gonçalves, Graham, Grant, Gray, Green, Gupta, Hall, Hansen, Harper, \
    Harris, Hassan, Hayes, Hernández, Hill, Hoang, Holt, Hughes, Ibarra, Iyer, Jackson, Jensen, \
    Jiménez, Jordan, Kaplan, Kaur, Kelly, Khan, Kim, King, Klein, Kowalski, Kumar, Lam, Lee, \
    León, Lewis, Lopez, Lund, Maguire, Marín, Martin, Mason, McCoy, McKenzie, Mendoza, Meyer, \
    Mitchell, Mohr, Morgan, Müller, Muñoz, Murphy, Nakamura, Nelson, Nguyễn, Novak, Nuñez, \
    O'Brien, O'Neill, Okafor, Olsen, Ortiz, Owens, Park, Parker, Patel, Peña, Perez, Peterson, \
    Phillips, Pham, Porter, Powell, Price, Quintero, Ramírez, Reed, Reyes, Richards, Rivera, \
    Roberts, Rojas, Ross, Ruiz, Russell, Saito, Sánchez, Schmidt, Scott, Shah, Silva, Simmons, \
    Singh, Soto, Stone, Sullivan, Tan, Tate, Torres, Tran, Tucker, Turner, Underwood, Vargas, \
    Vega, Vo, Wagner, Walker, Wallace, Wang, Ward, Watson, Weber, West, White, Wong, Wood, \
    Wright, Yang, Young, Zapata, Zhang, Zimmerman";

/// Where an office stands.
pub const PLACES: &str = "\
    Downtown, Uptown, Highland Park, Lakewood, Preston Hollow, Oak Lawn, Bishop Arts, Deep \
    Ellum, Knox-Henderson, Kessler Park, Lake Highlands, White Rock, Plano, Frisco, McKinney, \
    Allen, Richardson, Garland, Rockwall, Rowlett, Irving, Las Colinas, Coppell, Carrollton, \
    Addison, Farmers Branch, Flower Mound, Lewisville, Denton, Argyle, Prosper, Celina, \
    Southlake, Grapevine, Colleyville, Keller, Westlake, Fort Worth, Arlington, Mansfield, Grand \
    Prairie, Cedar Hill, DeSoto, Waxahachie, Midlothian, Weatherford, Granbury, Forney";

/// The parts of a place, once there are more offices than places.
pub const QUARTERS: &str = "\
    North, South, East, West, Square, Village, Crossing, Gardens";

/// Name and web domain of a brokerage.
pub const HOUSES: &[(&str, &str)] = &[
    ("Bluebonnet Realty", "bluebonnet.example"),
    ("Pecan & Oak Properties", "pecanoak.example"),
    ("Trinity River Homes", "trinityriver.example"),
    ("Lone Star Residential", "lonestar.example"),
    ("Caddo & Lake", "caddolake.example"),
];

pub const ZIPS: &str = "\
    75201, 75204, 75205, 75206, 75208, 75209, 75214, 75218, 75219, 75225, 75229, 75230, 75231, \
    75238, 75243, 75248, 75024, 75034, 75070, 76092";

/// A name as it stands in an e-mail address.
pub fn address_part(name: &str) -> String {
    name.chars()
        .flat_map(char::to_lowercase)
        .filter_map(plain)
        .collect()
}

fn plain(letter: char) -> Option<char> {
    Some(match letter {
        'á' | 'å' | 'ặ' => 'a',
        'ç' => 'c',
        'đ' => 'd',
        'é' | 'ë' | 'ễ' => 'e',
        'í' => 'i',
        'ł' => 'l',
        'ñ' => 'n',
        'ó' | 'ø' => 'o',
        'ù' | 'ü' => 'u',
        'a'..='z' => letter,
        _ => return None,
    })
}
