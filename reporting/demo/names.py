"""Names put together at random: common given names, family names that are invented or made of
common parts.
"""

from mia.core.draw import SeededRandom


def words(text: str) -> list[str]:
    return text.split()


WOMEN = words(
    "Agnes Aisha Alma Amina Anneli Asta Beatrice Birgitta Carina Cecilia Disa Ebba Elif Elin"
    " Emine Esther Fadime Farida Frida Gerd Gunilla Hanna Hawa Helena Idil Inger Iris Jasmina"
    " Jelena Johanna Karin Katarzyna Kerstin Khadija Laila Leila Lena Linnea Lovisa Maja Malin"
    " Mariam Marie Mehri Mira Monika Nadia Nasrin Nora Olga Parvin Petra Ragnhild Rania Rebecka"
    " Rosa Ruth Samira Sanna Shirin Signe Sofia Soraya Stina Suada Svetlana Tindra Tuva Ulla"
    " Vera Viola Wilma Yasmin Yosan Zahra Zeynep Åsa Ärla Östrid"
)
MEN = words(
    "Abdi Adam Adnan Ahmed Albin Ali Alvar Amir Anders Anton Arvid Axel Bashir Bengt Bertil"
    " Bilal Björn Carl Dawit Dennis Egon Elias Elof Emil Erdal Farhad Filip Folke Fredrik Goran"
    " Gunnar Gustav Habib Hamid Hampus Hans Hussein Ibrahim Ivar Jakob Jamal Jan Johan Joakim"
    " Jonas Kaj Karim Kent Kjell Lars Leif Linus Ludvig Mahmoud Marek Mats Mehmet Milan Mohamed"
    " Nabil Nils Ola Omar Oskar Patrik Per Piotr Rashid Reza Robel Roland Samir Sami Sixten"
    " Stefan Sven Tariq Tesfaye Tobias Tomas Ulf Valter Vidar Yonas Yusuf Åke Örjan"
)
FIRST = words(
    "Alm Ask Berg Björk Blom Bygd Dal Ek Eng Fager Fors Frö Gran Grön Hag Hall Hed Hjort Holm"
    " Hägg Kvarn Käll Lid Lin Ljung Lund Löv Malm Mo Myr Nor Nyl Ran Rosen Rud Rönn Sand Sjö"
    " Skog Sol Stav Ström Sund Svart Säv Tall Tors Vall Vik Ving Ål Åker Äng Ö Öst"
)
LAST = words(
    "blad by dahl fält garde gren hult kvist lid lund löv mark mo näs rot skär stig strand"
    " ström torp vall vik å ö"
)
SECOND = words("son sten man berg ell ing qvist stedt ander ius")
ELSEWHERE = words(
    "Abadri Adelvan Afsharpur Ahmetov Alhadir Aminzar Asfalem Barzanlo Belkasim Cetinoglar"
    " Dahirlo Demirtan Dragovac Elmasrin Farahlow Fikremar Ghaderzan Gebrelul Haddadin"
    " Halimovac Hosseinlar Ibrahimov-Lind Jamalzad Jovanlic Kadirow Karimzan Kowalczar Kurtolan"
    " Lipniewska-Berg Mahdavar Markovin Mebratlem Moradzan Nazarlow Nowickal Omarlind Osmanlur"
    " Petrovac Rahimzar Rezavand Saidlow Salimzan Samatarlo Sharifpar Solomonel Tadeswar"
    " Tekleab-Dal Vukovin Warsamlo Yilmazer Yusuflar Zamanpar Zielinar"
)


def given(rng: SeededRandom, sex: str) -> str:
    names = WOMEN if sex == "K" else MEN
    name = rng.choice(names)
    if rng.happens(0.04):
        name = f"{name}-{rng.choice(names)}"
    return name


def family(rng: SeededRandom) -> str:
    """About a third come from names invented after other languages' sound."""
    share = rng.random()
    if share < 0.35:
        return rng.choice(ELSEWHERE)
    first = rng.choice(FIRST)
    if share < 0.75:
        return first + rng.choice(LAST)
    return first + rng.choice(SECOND)
