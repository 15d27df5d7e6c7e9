"""Which paper is written by which function, and how its file is called."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import contracts_commercial as commercial
import contracts_home as home
import contracts_rental as rental
import papers_other as other

PAPERS: dict[str, Callable[[Path], None]] = {
    "obrien-maintenance-agreement-2025.pdf": home.obrien_agreement,
    "OBrien_Rider_1.pdf": home.obrien_rider,
    "letter Anna Lindgren signed.pdf": home.anna_letter,
    "W Lindgren RD-26-12.pdf": rental.walter_schedule,
    "Northgate_vendor_rates_2026.pdf": rental.northgate_rates,
    "GoldPlan_GP-24-338.pdf": home.kowalczyk_old,
    "FC-25-071 Kowalczyk.pdf": home.kowalczyk_new,
    "scan_0043.pdf": other.tveit_scan,
    "PikeEmber MSA executed.pdf": commercial.pike_agreement,
    "StBrendans heating cover.pdf": commercial.church_cover,
    "HK-0619 Raman.pdf": rental.raman_plan,
    "BCC-MSC signed 2024.pdf": commercial.birchwood_contract,
    "cc-2291.pdf": home.pelletier_card,
    "THS invoice 88412.pdf": other.supplier_invoice,
    "V4 manual p31-32.pdf": other.compressor_manual,
    "IMG_2291.jpg": other.garage_photo,
}


def write_papers(folder: Path) -> None:
    """Write every attachment into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in PAPERS.items():
        make(folder / name)
