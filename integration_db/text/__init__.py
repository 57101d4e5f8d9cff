"""How anything is put into words and made safe; knows no rule."""
